import { byteOrderMark, csvLines } from '../csv'
import type { Cell, Column, Sheet } from './sheet'
import { isoWithOffset, offsetOf } from './wall-clock'

/** Durations are in seconds, which the heading says; instants carry the zone's offset. Nothing is rounded. */
export async function* csvFile(sheet: Sheet): AsyncGenerator<string> {
  const heading = ({ heading, kind }: Column) => (kind === 'duration' ? `${heading} [s]` : heading)
  yield byteOrderMark + csvLines([sheet.columns.map(heading)])
  const offset = offsetOf(sheet.timeZone)
  const write = (cell: Cell, index: number): Cell => {
    const kind = sheet.columns[index]?.kind
    if (typeof cell === 'boolean') return sheet.yesNo[cell ? 0 : 1]
    if (typeof cell !== 'number') return cell
    if (kind === 'instant') return isoWithOffset(cell, offset(cell))
    return kind === 'duration' ? cell / 1_000 : cell
  }
  for await (const rows of sheet.rows) {
    if (rows.length > 0) yield csvLines(rows.map((row) => row.map(write)))
  }
}
