import { z } from 'zod'

/** The first entry of a back-up: what it is of. */
export const manifestSchema = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.string()).min(1),
  jobs: z.number().nullable(),
  tables: z.array(z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()).min(1) })),
})
export type Manifest = z.infer<typeof manifestSchema>

/** The last entry, without which a back-up is not whole: what must be there again. */
export const summarySchema = z.object({
  tables: z.record(z.string(), z.object({ rows: z.string(), sum: z.string() })),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), value: z.string() })),
  files: z.number(),
})
export type Summary = z.infer<typeof summarySchema>

export const MANIFEST = 'manifest.json'
export const SUMMARY = 'summary.json'
/** Of DATA_DIR, where they exist. */
export const KEPT_FILES = ['secrets.json', 'admin-token', 'first-start.json'] as const

/** Why a back-up was not made or not restored; fit for the terminal. */
export class BackupError extends Error {
  override name = 'BackupError'
}
