/**
 * `text` for a comparison that does not tell small letters from capitals: Prisma makes ILIKE of it and leaves
 * the signs of a pattern in, so that "A_1" would be taken for "AB1", and a `\` at the end would be an error.
 */
export const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
