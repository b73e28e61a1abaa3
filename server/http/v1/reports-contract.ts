import { z } from 'zod'
import {
  customDefinition,
  dataSetFilter,
  fileFormat,
  fileLanguage,
  type GroupBy,
  groupBy,
  metricKey,
  reportInput,
} from '@/server/modules/insights/contract'
import { uuid } from './contract'
import { parseJson } from './parse-input'

/** Reports as files. Lists are written with commas, as a query has them. */

const listed = z.string().max(8_000).default('').describe('Ids, by commas; empty = all')
const yes = z.enum(['true', 'false']).default('true')
const periodQuery = {
  from: z.iso.date().describe('First local day'),
  to: z.iso.date().describe('Last local day, included'),
  timeZone: z.string().min(1).max(64).describe('IANA name; days and moments are of this zone'),
  groupIds: listed,
  subGroups: yes,
  agentIds: listed,
  channelIds: listed,
  categoryIds: listed,
}
const fileQuery = { format: fileFormat.default('csv'), language: fileLanguage.default('en') }

export const reportFileQuery = z.object({
  ...periodQuery,
  ...fileQuery,
  groupBy: z.enum(groupBy.options as [GroupBy, ...GroupBy[]]),
  metrics: z
    .string()
    .max(4_000)
    .default('')
    .describe('Columns, by commas; empty = all that the grouping knows'),
})
export const customFileQuery = z.object({
  ...fileQuery,
  definition: z
    .string()
    .max(20_000)
    .describe('What the report shows, as JSON: metrics, rows, second, period …'),
})
export const dataSetQuery = z.object({
  ...periodQuery,
  ...fileQuery,
  progressId: uuid.optional().describe('Under which the console asks how far it is'),
})

const split = (text: string) => text.split(',').filter(Boolean)
type PeriodQuery = z.infer<z.ZodObject<typeof periodQuery>>
const toPeriod = ({ from, to, timeZone, subGroups, ...lists }: PeriodQuery) => ({
  ...{ from, to, timeZone, subGroups: subGroups === 'true' },
  ...{ groupIds: split(lists.groupIds), agentIds: split(lists.agentIds) },
  ...{ channelIds: split(lists.channelIds), categoryIds: split(lists.categoryIds) },
})

/** @throws {z.ZodError} */
export function toReportInput(query: z.infer<typeof reportFileQuery>) {
  const metrics = split(query.metrics).map((key) => metricKey.parse(key))
  return {
    input: reportInput.parse({ ...toPeriod(query), groupBy: query.groupBy }),
    metrics: metrics.length > 0 ? metrics : undefined,
  }
}

/** @throws {z.ZodError, AppError} malformed */
export const toDefinition = (text: string) => customDefinition.parse(parseJson(text))

/** @throws {z.ZodError} */
export const toDataSetFilter = (query: PeriodQuery) => dataSetFilter.parse(toPeriod(query))
