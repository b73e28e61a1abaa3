import { z } from 'zod'
import { type GroupBy, type MetricKey, metricKey } from './metrics'
import { type Label, type MetricValues, periodFields, periodInOrder, periodNotTooLong } from './report'

/** By what a report of one's own can be divided. */
export const dimensions = [
  ...(['agent', 'group', 'channel', 'category', 'wrap_up'] as const),
  ...(['hour', 'weekday', 'day', 'week', 'month'] as const),
] as const satisfies readonly GroupBy[]
export type Dimension = (typeof dimensions)[number]

export const chartKinds = ['table', 'bar', 'line', 'heat'] as const
export type ChartKind = (typeof chartKinds)[number]

/** Periods that move with the day on which they are looked at. */
export const relativePeriods = [
  ...(['today', 'yesterday', 'last7', 'last30'] as const),
  ...(['week', 'previousWeek', 'month', 'previousMonth'] as const),
] as const
export type RelativePeriod = (typeof relativePeriods)[number]

const { from: _from, to: _to, ...filterFields } = periodFields

/** What a report of one's own shows. */
export const customDefinition = z
  .object({
    metrics: z
      .array(metricKey)
      .min(1)
      .max(12)
      .refine((keys) => new Set(keys).size === keys.length, 'twice'),
    rows: z.enum(dimensions),
    /** Divides each row once more; null = one dimension. */
    second: z.enum(dimensions).nullable().default(null),
    /** The second dimension as columns, for the first metric; otherwise as rows within rows. */
    crossed: z.boolean().default(false),
    chart: z.enum(chartKinds).default('table'),
    period: z.enum(relativePeriods).default('last7'),
    /** In place of a period that moves. */
    dates: z
      .object({ from: periodFields.from, to: periodFields.to })
      .refine(periodInOrder, { error: 'period_order', path: ['to'] })
      .refine(periodNotTooLong, { error: 'period_too_long', path: ['to'] })
      .nullable()
      .default(null),
    ...filterFields,
  })
  .refine(({ rows, second }) => rows !== second, { error: 'twice', path: ['second'] })
export type CustomDefinition = z.infer<typeof customDefinition>

export const customReportInput = z.object({ definition: customDefinition })
export type CustomReportInput = z.infer<typeof customReportInput>

export type CustomRow = {
  cell: string
  label: Label
  values: MetricValues
  /** By the second dimension, in the order of the columns. */
  parts: { cell: string; values: MetricValues }[]
}
/** Why a metric of the definition has no value: a grouping or a filter cannot tell its cases apart. */
export type AbsentMetric = {
  metric: MetricKey
  why: 'grouping' | 'filter' | 'two_dimensions'
  by: GroupBy | null
}
export type CustomReport = {
  /** Local days, both included. */
  from: string
  to: string
  total: MetricValues
  rows: CustomRow[]
  columns: { cell: string; label: Label; values: MetricValues }[]
  absent: AbsentMetric[]
}
/** More would be neither read nor drawn. */
export const mostCells = 20_000

const name = z.string().trim().min(1).max(80)
const id = z.uuid()
export const customSettings = z.object({
  name,
  /** Everybody who may read reports finds it; each sees the numbers of their own scope. */
  shared: z.boolean(),
  definition: customDefinition,
})
export type CustomSettings = z.infer<typeof customSettings>
export const createCustomInput = customSettings
export const updateCustomInput = z.object({ id, version: z.int(), report: customSettings })
export const customIdInput = z.object({ id })
export const deleteCustomInput = z.object({ id, version: z.int() })
export type CustomView = CustomSettings & {
  id: string
  version: number
  ownerId: string
  owner: string
  /** Whether the reader may change it. */
  own: boolean
}
