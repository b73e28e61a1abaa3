import { fromCell } from './cells'
import type { ImportProblem } from './report'

/**
 * Reads the records of a file by its header and lists every bad field of every row, so that one look is enough
 * to repair the file.
 */
export type TableShape<Column extends string> = {
  columns: readonly Column[]
  /** Must be in the file. */
  required: readonly Column[]
  /** Written by the export for the reader; ignored here. */
  ignored?: readonly string[]
}

export class TableRow<Column extends string> {
  constructor(
    /** As a spreadsheet counts: the header is line 1. */
    readonly row: number,
    private readonly header: readonly string[],
    private readonly record: readonly string[],
    private readonly problems: ImportProblem[],
  ) {}

  report(column: Column, code: string, value: string = this.text(column) ?? ''): void {
    this.problems.push({ row: this.row, column, code, value: value.slice(0, 80) })
  }

  /** undefined when the file has no such column. */
  text(column: Column): string | undefined {
    const at = this.header.indexOf(column)
    return at < 0 ? undefined : fromCell((this.record[at] ?? '').trim())
  }

  /** `read` throws nothing: it returns undefined for what it does not accept. */
  value<T>(column: Column, code: string, read: (text: string) => T | undefined): T | undefined {
    const text = this.text(column)
    if (text === undefined) return undefined
    const value = read(text)
    if (value === undefined) this.report(column, code, text)
    return value
  }
}

export function readTable<Column extends string>(
  records: readonly (readonly string[])[],
  shape: TableShape<Column>,
): { rows: TableRow<Column>[]; problems: ImportProblem[] } {
  const header = (records[0] ?? []).map((cell) => cell.trim().toLowerCase())
  const problems = checkHeader(header, shape)
  if (problems.length > 0) return { rows: [], problems }
  const first = shape.required[0] ?? shape.columns[0]
  const rows = records.slice(1).map((record, index) => {
    const row = new TableRow<Column>(index + 2, header, record, problems)
    if (record.length !== header.length && first) row.report(first, 'column_count', String(record.length))
    return row
  })
  return { rows, problems }
}

function checkHeader(header: readonly string[], shape: TableShape<string>): ImportProblem[] {
  const known = [...shape.columns, ...(shape.ignored ?? [])]
  const problem = (column: string, code: string) => ({ row: 1, column, code, value: column })
  return [
    ...shape.required.filter((column) => !header.includes(column)).map((c) => problem(c, 'column_missing')),
    ...header.filter((column) => !known.includes(column)).map((c) => problem(c, 'column_unknown')),
    ...header.filter((c, index) => header.indexOf(c) !== index).map((c) => problem(c, 'column_twice')),
  ]
}

const yes = ['yes', 'true', '1', '是']
const no = ['', 'no', 'false', '0', '否']

/** undefined: neither. An empty cell is no. */
export function readYesNo(text: string): boolean | undefined {
  if (no.includes(text.toLowerCase())) return false
  return yes.includes(text.toLowerCase()) ? true : undefined
}

/** Whole numbers within bounds; undefined for anything else. */
export function readWhole(text: string, min: number, max: number): number | undefined {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : undefined
}
