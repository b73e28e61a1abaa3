import { z } from 'zod'
import { metricKey } from './metrics'

export const fileFormat = z.enum(['csv', 'xlsx'])
export type FileFormat = z.infer<typeof fileFormat>
export const fileLanguage = z.enum(['en', 'zh'])
export type FileLanguage = z.infer<typeof fileLanguage>

/** How a report becomes a file. */
export const fileChoices = z.object({
  format: fileFormat.default('csv'),
  /** Of headings and names. */
  language: fileLanguage.default('en'),
  /** The columns, in this order; all that the grouping knows without it. */
  metrics: z.array(metricKey).max(100).optional(),
})
export type FileChoices = z.infer<typeof fileChoices>

export const exportProgressInput = z.object({ id: z.uuid() })
/** null: not under way in this process, or over. */
export type ExportProgress = { rows: number; total: number } | null
