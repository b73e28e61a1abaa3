/** The last four digits of a telephone number; what stands before them is covered. */
export function coverNumber(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return `${'*'.repeat(Math.max(3, digits.length - 4))}${digits.slice(-4)}`
}
