import { z } from 'zod'

/** A procedure as a file has it: others and categories are named rather than numbered. */
export const fileProcedure = z.object({
  names: z.object({ en: z.string().default(''), zh: z.string().default('') }),
  topic: z.string().default(''),
  /** Paths from the top, parted by " / ". */
  categories: z.array(z.string().max(600)).max(50).default([]),
  keywords: z.array(z.string()).default([]),
  steps: z.array(z.unknown()).max(200),
  published: z.boolean().default(false),
})
export type FileProcedure = {
  row: number
  procedure: Omit<z.output<typeof fileProcedure>, 'published'>
  /** Names of categories that are tried and missed without a word but a warning. */
  perhaps: string[]
  publish: boolean
}
