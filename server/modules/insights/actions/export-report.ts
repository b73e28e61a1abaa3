import type { Principal } from '@/server/access'
import type { Cell, Sheet } from '@/server/platform/sheet'
import { type Language, word } from '@/server/platform/words'
import type { FileChoices, MetricKey, MetricValues, ReportInput } from '../contract'
import { columnsOf, rowsOf, type SheetWords, sheetMetrics } from '../domain/report-sheet'
import { getResultReport } from './get-result-report'

const rowsAPiece = 500

export const wordsOf = (language: Language): SheetWords => ({
  metric: (key) => word(language, `insights.metric.${key}.name`),
  grouping: (by) => word(language, `insights.reports.filter.grouping.${by}`),
  total: word(language, 'insights.reports.table.total'),
})

export const yesNoOf = (language: Language): [string, string] => [
  word(language, 'insights.reports.details.yes'),
  word(language, 'insights.reports.details.no'),
]

export async function* inPieces(rows: Cell[][]): AsyncGenerator<Cell[][]> {
  for (let at = 0; at < rows.length; at += rowsAPiece) yield rows.slice(at, at + rowsAPiece)
}

/** The report that the screen shows with the same input: the same rows in the same order, then the total. */
export async function reportSheet(
  principal: Principal,
  input: ReportInput,
  {
    language,
    metrics,
    extra = [],
  }: Pick<FileChoices, 'language' | 'metrics'> & {
    /** Beside the columns, for the totals alone. */
    extra?: readonly MetricKey[]
  },
): Promise<Sheet & { totals: MetricValues }> {
  const words = wordsOf(language)
  const keys = sheetMetrics(input.groupBy, metrics)
  const report = await getResultReport(principal, {
    ...{ ...input, compare: false },
    ...(keys.length > 0 ? { metrics: [...new Set([...keys, ...extra])] } : {}),
  })
  return {
    name: words.grouping(input.groupBy),
    columns: columnsOf(input.groupBy, keys, words),
    totals: report.total,
    timeZone: input.timeZone,
    yesNo: yesNoOf(language),
    rows: inPieces(rowsOf(report, input.groupBy, keys, { language, total: words.total })),
  }
}
