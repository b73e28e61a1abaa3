/**
 * A report's answer as a table: the values of the screen, unrounded, each with its kind. What the screen shows as
 * a gap is an empty cell.
 */
import type { GroupBy, Label, Metric, MetricKey, MetricValues, Report } from '../contract'
import { applies, metricKey, metrics } from '../contract'

type Cell = string | number | boolean | null
type Kind = 'text' | 'count' | 'number' | 'rate' | 'duration' | 'date'
export type SheetColumn = { heading: string; kind: Kind }

/** The words of the reader's language. */
export type SheetWords = {
  metric: (key: MetricKey) => string
  grouping: (by: GroupBy) => string
  total: string
}

const kinds: Record<Metric['unit'], Kind> = { count: 'count', ms: 'duration', rate: 'rate', ratio: 'number' }
const kindOf = (key: MetricKey): Kind => kinds[metrics[key].unit]

export function nameIn(label: Label, language: string): string | null {
  if (label === null || typeof label === 'string') return label
  return label[language] ?? label.en ?? Object.values(label)[0] ?? null
}

/** What the first column shows of a cell; days and weeks stay dates. */
export const cellName = (cell: string, label: Label, by: GroupBy, language: string): string =>
  nameIn(label, language) ??
  (by === 'hour' ? `${cell}:00` : by === 'weekday' ? weekday(cell, language) : cell)

/** 1 is Monday, as 1 January 2024 was. */
const weekday = (cell: string, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, Number(cell)),
  )

/** Those of the wanted metrics that the grouping knows. */
export const sheetMetrics = (by: GroupBy, wanted: readonly MetricKey[] | undefined): MetricKey[] =>
  (wanted ?? metricKey.options).filter((key) => applies(key, by))

export function columnsOf(by: GroupBy, keys: readonly MetricKey[], words: SheetWords): SheetColumn[] {
  const first: Kind = by === 'day' || by === 'week' ? 'date' : 'text'
  return [
    { heading: words.grouping(by), kind: first },
    ...keys.map((key) => ({ heading: words.metric(key), kind: kindOf(key) })),
  ]
}

export const cellsOf = (keys: readonly MetricKey[], values: MetricValues): Cell[] =>
  keys.map((key) => values[key]?.value ?? null)

export function rowsOf(
  report: Report,
  by: GroupBy,
  keys: readonly MetricKey[],
  { language, total }: { language: string; total: string },
): Cell[][] {
  const rows = report.rows.map(({ cell, label, values }): Cell[] => [
    cellName(cell, label, by, language),
    ...cellsOf(keys, values),
  ])
  return [...rows, [total, ...cellsOf(keys, report.total)]]
}
