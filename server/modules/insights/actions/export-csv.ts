import type { Principal } from '@/server/access'
import { byteOrderMark, csvLines } from '@/server/platform/csv'
import type { Label, MetricKey, MetricValues, ReportInput } from '../contract'
import { applies, metricKey, metrics } from '../contract'
import { getResultReport } from './get-result-report'

const linesAPiece = 200

/**
 * The report that the screen shows with the same input, as pieces of a CSV file: the same rows in the same order,
 * then the total. Times are in seconds, rates from 0 to 1, unrounded. Begins with a byte order mark, without
 * which spreadsheets misread Chinese.
 */
export async function* exportCsv(
  principal: Principal,
  input: ReportInput,
  language: string,
): AsyncGenerator<string> {
  const report = await getResultReport(principal, { ...input, compare: false })
  const keys = metricKey.options.filter((key) => applies(key, input.groupBy))
  yield byteOrderMark + csvLines([[input.groupBy, ...keys.map(heading)]])
  const lines = report.rows.map((row): (string | number | null)[] => [
    nameOf(row.label, language) ?? row.cell,
    ...cellsOf(keys, row.values),
  ])
  lines.push(['total', ...cellsOf(keys, report.total)])
  for (let at = 0; at < lines.length; at += linesAPiece) yield csvLines(lines.slice(at, at + linesAPiece))
}

const heading = (key: MetricKey): string => (metrics[key].unit === 'ms' ? `${key}_seconds` : key)

function cellsOf(keys: MetricKey[], values: MetricValues): (number | null)[] {
  return keys.map((key) => {
    const value = values[key]?.value ?? null
    return value === null || metrics[key].unit !== 'ms' ? value : value / 1_000
  })
}

function nameOf(label: Label, language: string): string | null {
  if (label === null || typeof label === 'string') return label
  return label[language] ?? label.en ?? Object.values(label)[0] ?? null
}
