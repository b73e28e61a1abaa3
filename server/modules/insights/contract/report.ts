import { z } from 'zod'
import { calendarDay } from '@/server/platform/calendar-day'
import { groupBy, type MetricKey, metricKey } from './metrics'

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** A report covers at most so many days. */
export const longestPeriodDays = 400

const ids = z.array(z.uuid()).max(200).default([])
const period = {
  /** Local calendar dates of the time zone, both included. */
  from: calendarDay,
  to: calendarDay,
  timeZone: z.string().min(1).max(64).refine(isTimeZone, 'time_zone'),
  groupIds: ids,
  /** With all groups below those named. */
  subGroups: z.boolean().default(true),
  agentIds: ids,
  channelIds: ids,
  /** With all categories below those named. */
  categoryIds: z.array(z.uuid()).max(200).optional(),
}

const dayMs = 86_400_000
type Dates = { from: string; to: string }
const inOrder = ({ from, to }: Dates) => from <= to
const notTooLong = ({ from, to }: Dates) => (Date.parse(to) - Date.parse(from)) / dayMs < longestPeriodDays

/** The same period and filters for what is no report. */
export const periodFields = period
export const periodInOrder = inOrder
export const periodNotTooLong = notTooLong

export const reportInput = z
  .object({
    ...period,
    groupBy,
    /** Also the period of the same length just before. */
    compare: z.boolean().default(false),
    /** Only these; all that there are without it. */
    metrics: z.array(metricKey).min(1).max(100).optional(),
  })
  .refine(inOrder, { error: 'period_order', path: ['to'] })
  .refine(notTooLong, { error: 'period_too_long', path: ['to'] })
export type ReportInput = z.infer<typeof reportInput>

export const rowsInput = z
  .object({
    ...period,
    metric: metricKey,
    groupBy: groupBy.nullable(),
    /** The cell of `groupBy`; null = the total. */
    cell: z.string().max(64).nullable(),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(200).default(50),
  })
  .refine(inOrder, { error: 'period_order', path: ['to'] })
  .refine(notTooLong, { error: 'period_too_long', path: ['to'] })
export type RowsInput = z.infer<typeof rowsInput>

/** null where nothing can be said: no case, or a metric that does not exist for this cell. */
export type MetricValue = { value: number | null; numerator: number | null; denominator: number | null }
export type MetricValues = Partial<Record<MetricKey, MetricValue>>

/** A name in one language, or in each. */
export type Label = string | Record<string, string> | null

export type ReportRow = { cell: string; label: Label; values: MetricValues }
export type Report = {
  /** Epoch milliseconds, the end excluded. */
  period: { from: number; until: number }
  /** As much of the time before as has passed of the period; null when not asked for, or not on record. */
  previousPeriod: { from: number; until: number } | null
  /** When the first customer on record came; null before that. */
  recordsFrom: number | null
  total: MetricValues
  previousTotal: MetricValues | null
  rows: ReportRow[]
  /** By cell; cells of time are those that lie one period earlier, in the same place. */
  previous: Record<string, MetricValues>
}

export type DetailRow = {
  conversationId: string | null
  number: number | null
  at: number
  until: number | null
  agent: string | null
  group: string | null
  channel: string | null
  customer: string | null
  status: string | null
  reason: string | null
  /** What the row adds to the number: ms, or 1 and 0 for yes and no. */
  value: number | null
}
export type DetailPage = { rows: DetailRow[]; total: number }
