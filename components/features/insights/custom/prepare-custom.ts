/** What the chart and the table of a report of one's own are drawn from. */
import {
  type ChartKind,
  type CustomDefinition,
  type CustomReport,
  type MetricKey,
  metrics,
} from '@/server/modules/insights/contract'

export type Named = { cell: string; name: string }
export type LinePoint = { cell: string; name: string; values: (number | null)[] }

/** Metrics that a definition asks for and that have values. */
export const shownOf = (definition: CustomDefinition, report: CustomReport): MetricKey[] =>
  definition.metrics.filter((key) => !report.absent.some(({ metric }) => metric === key))

/** Lines share an axis, so they share the unit of the first. */
export const alikeMetrics = (keys: readonly MetricKey[]): MetricKey[] => {
  const [first] = keys
  return first === undefined ? [] : keys.filter((key) => metrics[key].unit === metrics[first].unit)
}

/** A heat map needs two dimensions. */
export const chartOf = (definition: CustomDefinition): ChartKind =>
  definition.chart === 'heat' && definition.second === null ? 'table' : definition.chart

const mostLines = 5

/** A line for each metric; with a second dimension one for each of its first cells, of the first metric. */
export function prepareLines(
  report: CustomReport,
  keys: readonly MetricKey[],
  rows: readonly Named[],
  columns: readonly Named[],
): { lines: string[]; points: LinePoint[]; metric: MetricKey | null } {
  const alike = alikeMetrics(keys)
  const metric = alike[0] ?? null
  if (metric === null) return { lines: [], points: [], metric }
  const shown = columns.slice(0, mostLines)
  const points = report.rows.map((row, index) => ({
    ...{ cell: row.cell, name: rows[index]?.name ?? row.cell },
    values:
      shown.length > 0
        ? shown.map(({ cell }) => row.parts.find((part) => part.cell === cell)?.values[metric]?.value ?? null)
        : alike.slice(0, mostLines).map((key) => row.values[key]?.value ?? null),
  }))
  return {
    lines: shown.length > 0 ? shown.map(({ name }) => name) : alike.slice(0, mostLines),
    points,
    metric,
  }
}

/** How dark each field is: 0 to 1 of the highest value. */
export function strengthOf(report: CustomReport, metric: MetricKey): (value: number | null) => number {
  const values = report.rows.flatMap((row) => row.parts.map((part) => part.values[metric]?.value ?? 0))
  const highest = Math.max(0, ...values)
  return (value) => (value === null || highest <= 0 ? 0 : Math.max(0, value) / highest)
}
