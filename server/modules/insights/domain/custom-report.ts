/**
 * A report of one's own, put together from what is counted elsewhere: rows and total are those of the ordinary
 * report with the same filters, and only what lies within a row is counted for it alone. So a number is the same
 * wherever it stands.
 */
import type {
  AbsentMetric,
  CustomDefinition,
  CustomReport,
  CustomRow,
  GroupBy,
  MetricKey,
  MetricValues,
  Report,
} from '../contract'
import { applies, isTime, metrics } from '../contract'

/** What cannot be told, with the reason. `answered`: metrics that the filters leave. */
export function absentMetrics(
  { metrics: wanted, rows, second }: Pick<CustomDefinition, 'metrics' | 'rows' | 'second'>,
  filtered: (key: MetricKey) => boolean,
): AbsentMetric[] {
  return wanted.flatMap((metric): AbsentMetric[] => {
    if (!filtered(metric)) return [{ metric, why: 'filter', by: null }]
    const by = [rows, second].find((grouping) => grouping !== null && !applies(metric, grouping)) ?? null
    if (by !== null && metrics[metric].form !== 'share') return [{ metric, why: 'grouping', by }]
    if (metrics[metric].form === 'share' && second !== null)
      return [{ metric, why: 'two_dimensions', by: second }]
    return by === null ? [] : [{ metric, why: 'grouping', by }]
  })
}

export const shownMetrics = (wanted: readonly MetricKey[], absent: readonly AbsentMetric[]): MetricKey[] =>
  wanted.filter((key) => !absent.some(({ metric }) => metric === key))

const only = (values: MetricValues, keys: readonly MetricKey[]): MetricValues =>
  Object.fromEntries(keys.flatMap((key) => (values[key] ? [[key, values[key]]] : [])))

type Parts = {
  by: GroupBy
  second: GroupBy | null
  shown: readonly MetricKey[]
  absent: AbsentMetric[]
  report: Report
  /** The report by the second dimension; null without one. */
  across: Report | null
  /** Values of a pair of cells. */
  within: (one: string, two: string) => MetricValues | undefined
}

/** Times one after the other, everything else by the first metric, the most first, what has none last. */
function inOrder(rows: Report['rows'], by: GroupBy | null, [first]: readonly MetricKey[]): Report['rows'] {
  if (by === null || isTime(by) || first === undefined) return rows
  const most = ({ values }: Report['rows'][number]) => values[first]?.value ?? Number.NEGATIVE_INFINITY
  return [...rows].sort((a, b) => Number(most(b) > most(a)) - Number(most(b) < most(a)))
}

export function assembleCustom({
  by,
  second,
  shown,
  absent,
  report,
  across,
  within,
}: Parts): Omit<CustomReport, 'from' | 'to'> {
  const columns = inOrder(across?.rows ?? [], second, shown).map(({ cell, label, values }) => ({
    ...{ cell, label, values: only(values, shown) },
  }))
  const rows = inOrder(report.rows, by, shown).map(
    ({ cell, label, values }): CustomRow => ({
      ...{ cell, label, values: only(values, shown) },
      parts: columns.flatMap((column) => {
        const found = within(cell, column.cell)
        return found ? [{ cell: column.cell, values: only(found, shown) }] : []
      }),
    }),
  )
  return { total: only(report.total, shown), rows, columns, absent }
}

/** The one metric of rows and columns; null when it is absent. */
export const crossedMetric = (shown: readonly MetricKey[]): MetricKey | null => shown[0] ?? null

export const pairKey = (one: string, two: string): string => `${one}\n${two}`
