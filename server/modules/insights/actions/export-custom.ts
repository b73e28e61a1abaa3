import type { Principal } from '@/server/access'
import type { Cell, Sheet } from '@/server/platform/sheet'
import type { CustomReportInput, FileLanguage, MetricKey, MetricValues } from '../contract'
import { shownMetrics } from '../domain/custom-report'
import { cellName, cellsOf, columnsOf, type SheetColumn, type SheetWords } from '../domain/report-sheet'
import { inPieces, wordsOf, yesNoOf } from './export-report'
import { getCustomReport } from './get-custom-report'

type Table = { columns: SheetColumn[]; rows: Cell[][] }
type Answer = Awaited<ReturnType<typeof getCustomReport>>
type Shape = {
  input: CustomReportInput
  answer: Answer
  keys: MetricKey[]
  words: SheetWords
  language: FileLanguage
}

/** A report of one's own as the screen shows it: rows, rows within rows, or rows and columns of one metric. */
export async function customSheet(
  principal: Principal,
  input: CustomReportInput,
  { language }: { language: FileLanguage },
): Promise<Sheet & { totals: MetricValues }> {
  const answer = await getCustomReport(principal, input)
  const keys = shownMetrics(input.definition.metrics, answer.absent)
  const words = wordsOf(language)
  const { second, crossed, rows } = input.definition
  const shape: Shape = { input, answer, keys, words, language }
  const table = second === null ? plain(shape) : crossed ? crossTable(shape) : nested(shape)
  return {
    name: words.grouping(rows),
    columns: table.columns,
    totals: answer.total,
    timeZone: input.definition.timeZone,
    yesNo: yesNoOf(language),
    rows: inPieces(table.rows),
  }
}

function plain({ input, answer, keys, words, language }: Shape): Table {
  const by = input.definition.rows
  const rows = answer.rows.map((row): Cell[] => [
    cellName(row.cell, row.label, by, language),
    ...cellsOf(keys, row.values),
  ])
  return {
    columns: columnsOf(by, keys, words),
    rows: [...rows, [words.total, ...cellsOf(keys, answer.total)]],
  }
}

function nested({ input, answer, keys, words, language }: Shape): Table {
  const { rows: by, second } = input.definition
  const [first, ...numbers] = columnsOf(by, keys, words)
  const [inner] = columnsOf(second ?? by, keys, words)
  const names = new Map(
    answer.columns.map(({ cell, label }) => [cell, cellName(cell, label, second ?? by, language)]),
  )
  const rows = answer.rows.flatMap((row): Cell[][] => {
    const name = cellName(row.cell, row.label, by, language)
    return [
      [name, words.total, ...cellsOf(keys, row.values)],
      ...row.parts.map(({ cell, values }): Cell[] => [
        name,
        names.get(cell) ?? cell,
        ...cellsOf(keys, values),
      ]),
    ]
  })
  const columns = [first, inner, ...numbers].filter((column) => column !== undefined)
  return { columns, rows: [...rows, [words.total, '', ...cellsOf(keys, answer.total)]] }
}

function crossTable({ input, answer, keys, words, language }: Shape): Table {
  const { rows: by, second } = input.definition
  const one = keys.slice(0, 1)
  const [first, number] = columnsOf(by, one, words)
  if (!first || !number) return { columns: first ? [first] : [], rows: [] }
  const of = (values: Parameters<typeof cellsOf>[1] | undefined) => cellsOf(one, values ?? {})
  const across = answer.columns.map(({ cell, label }) => ({
    ...number,
    heading: cellName(cell, label, second ?? by, language),
  }))
  const rows = answer.rows.map((row): Cell[] => {
    const parts = new Map(row.parts.map(({ cell, values }) => [cell, values]))
    const cells = answer.columns.flatMap(({ cell }) => of(parts.get(cell)))
    return [cellName(row.cell, row.label, by, language), ...cells, ...of(row.values)]
  })
  const total = [words.total, ...answer.columns.flatMap(({ values }) => of(values)), ...of(answer.total)]
  return { columns: [first, ...across, { ...number, heading: words.total }], rows: [...rows, total] }
}
