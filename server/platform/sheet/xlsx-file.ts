import { finished, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { now } from '../clock'
import type { Cell, CellKind, Column, Sheet } from './sheet'
import { offsetOf } from './wall-clock'
import {
  contentTypes,
  escapeXml,
  rootRelations,
  sheetEnd,
  sheetStart,
  styleOf,
  styles,
  workbook,
  workbookRelations,
} from './xlsx-parts'

/** What a worksheet can hold; what is more goes on the next one, under the same headings. */
const mostRows = 1_048_576
/** What a cell can hold. */
const mostText = 32_767
const dayMs = 86_400_000
/** Day 0 of a workbook's calendar. */
const epoch = Date.UTC(1899, 11, 30)
const isDate = /^\d{4}-\d{2}-\d{2}$/
const formula = /^[=+\-@\t\r]/

/**
 * A workbook that is written while its rows are read: nothing is taken from them before the reader of the file
 * has room, and they are let go when the reader goes. Text is never a formula.
 */
export function xlsxFile(sheet: Sheet, rowsOfSheet = mostRows): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const pieces = sheet.rows[Symbol.asyncIterator]()
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)))
  zip.on('error', fail)
  finished(output, () => void pieces.return?.())
  void addParts(zip, sheet, pieces, rowsOfSheet, output).catch(fail)
  return output
}

type Pieces = AsyncIterator<readonly (readonly Cell[])[]>

async function addParts(zip: ZipFile, sheet: Sheet, pieces: Pieces, rowsOfSheet: number, output: Readable) {
  const mtime = now()
  const add = (path: string, text: string) => zip.addBuffer(Buffer.from(text), path, { mtime })
  const source: Source = { pieces, left: [], done: false }
  let sheets = 0
  do {
    sheets += 1
    const part = Readable.from(worksheet(sheet, source, rowsOfSheet))
    finished(output, () => part.destroy())
    zip.addReadStream(part, `xl/worksheets/sheet${sheets}.xml`, { mtime })
    await new Promise<void>((resolve, reject) =>
      finished(part, (error) => (error ? reject(error) : resolve())),
    )
  } while (!source.done || source.left.length > 0)
  add('xl/styles.xml', styles)
  add('xl/workbook.xml', workbook(sheet.name, sheets))
  add('xl/_rels/workbook.xml.rels', workbookRelations(sheets))
  add('_rels/.rels', rootRelations)
  add('[Content_Types].xml', contentTypes(sheets))
  zip.end()
}

/** Rows that were read and did not fit on the sheet before wait in `left`. */
type Source = { pieces: Pieces; left: readonly (readonly Cell[])[]; done: boolean }

async function* worksheet(sheet: Sheet, source: Source, rowsOfSheet: number): AsyncGenerator<string> {
  const write = rowWriter(sheet)
  yield `${sheetStart(sheet.columns.length)}${headings(sheet.columns)}`
  let filled = 1
  while (filled < rowsOfSheet) {
    const rows = source.left.length > 0 ? source.left : await nextPiece(source)
    if (rows === null) break
    const fitting = rows.slice(0, rowsOfSheet - filled)
    source.left = rows.slice(fitting.length)
    const first = filled + 1
    filled += fitting.length
    yield fitting.map((row, index) => write(row, first + index)).join('')
  }
  if (!source.done && source.left.length === 0) source.left = (await nextPiece(source)) ?? []
  yield sheetEnd
}

/** The next piece that has rows; null at the end. */
async function nextPiece(source: Source): Promise<readonly (readonly Cell[])[] | null> {
  while (!source.done) {
    const { done, value } = await source.pieces.next()
    if (done) source.done = true
    else if (value.length > 0) return value
  }
  return null
}

const headings = (columns: readonly Column[]): string =>
  `<row r="1">${columns.map(({ heading }, index) => inline(`${letters(index)}1`, heading, styleOf.heading)).join('')}</row>`

/** A, B, … Z, AA: what a column is called in a reference. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

function rowWriter({ columns, timeZone, yesNo }: Sheet): (row: readonly Cell[], line: number) => string {
  const offset = offsetOf(timeZone)
  const places = columns.map((_, index) => letters(index))
  const write = (cell: Cell, at: string, kind: CellKind): string => {
    if (cell === null || cell === '') return ''
    if (typeof cell === 'boolean') return inline(at, yesNo[cell ? 0 : 1], styleOf.yes_no)
    if (kind === 'date' && isDate.test(String(cell)))
      return numeric(at, (Date.parse(String(cell)) - epoch) / dayMs, styleOf.date)
    if (typeof cell === 'string') return inline(at, cell, formula.test(cell) ? styleOf.quoted : styleOf.text)
    if (kind === 'instant') return numeric(at, (cell + offset(cell) - epoch) / dayMs, styleOf.instant)
    return numeric(at, kind === 'duration' ? cell / dayMs : cell, styleOf[kind])
  }
  return (row, line) => {
    const cells = columns.map(({ kind }, index) => write(row[index] ?? null, `${places[index]}${line}`, kind))
    return `<row r="${line}">${cells.join('')}</row>`
  }
}

const numeric = (at: string, value: number, style: number): string =>
  Number.isFinite(value) ? `<c r="${at}" s="${style}"><v>${value}</v></c>` : ''

const inline = (at: string, text: string, style: number): string =>
  `<c r="${at}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escapeXml(text.slice(0, mostText))}</t></is></c>`
