import { stringify } from 'csv-stringify/sync'

/**
 * A cell that begins like a formula would run in the reader's spreadsheet. Export puts an apostrophe before
 * it, and import takes exactly that apostrophe away again, so that a file survives the round trip.
 */
const formula = /^[=+\-@\t\r]/
const escaped = /^'(?=[=+\-@\t\r'])/

export function toCell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value)
  if (typeof value === 'number') return text
  return formula.test(text) || escaped.test(text) ? `'${text}` : text
}

export function fromCell(text: string): string {
  return text.replace(escaped, '')
}

/** Without it spreadsheets misread Chinese. */
export const byteOrderMark = '\uFEFF'

/** Rows as lines of a file, each cell made harmless. */
export function csvLines(rows: readonly (readonly (string | number | boolean | null)[])[]): string {
  return stringify(
    rows.map((row) => row.map(toCell)),
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  )
}
