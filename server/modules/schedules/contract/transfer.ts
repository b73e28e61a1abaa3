import { z } from 'zod'

export const scheduleCsvLimits = { bytes: 1_000_000, rows: 500 }
export const importScheduleInput = z.object({
  csv: z.string().max(scheduleCsvLimits.bytes * 2),
  dryRun: z.boolean(),
})
/** The filter of a list, as the query of its export. */
export const exportScheduleInput = z.object({
  search: z.string().trim().max(100).optional(),
  state: z.enum(['active', 'disabled']).optional(),
})
export type ExportSchedule = z.infer<typeof exportScheduleInput>

export const bulkSteps = ['enable', 'disable', 'delete'] as const
export const bulkScheduleInput = z.object({
  items: z
    .array(z.object({ id: z.uuid(), version: z.number().int() }))
    .min(1)
    .max(200),
  step: z.enum(bulkSteps),
})
export type BulkSchedule = z.infer<typeof bulkScheduleInput>
/** What could not be done, with the reason; everything else was. */
export type BulkScheduleReport = { done: number; refused: { id: string; code: string }[] }
