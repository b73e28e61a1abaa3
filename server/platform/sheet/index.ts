import { Readable } from 'node:stream'
import { csvFile } from './csv-file'
import type { Sheet, SheetFormat } from './sheet'
import { xlsxFile } from './xlsx-file'

export { type Cell, type CellKind, type Column, type Sheet, type SheetFormat, sheetFormats } from './sheet'

export const contentTypeOf: Record<SheetFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The sheet as a file, made while it is read; who goes away early ends the reading of the rows. */
export function sheetFile(sheet: Sheet, format: SheetFormat): Readable {
  return format === 'csv' ? Readable.from(csvFile(sheet)) : xlsxFile(sheet)
}

export class FileTooLarge extends Error {
  override name = 'FileTooLarge'
}

/** The whole file at once, for an attachment. @throws {FileTooLarge} */
export async function wholeFile(sheet: Sheet, format: SheetFormat, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of sheetFile(sheet, format)) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > mostBytes) throw new FileTooLarge(`More than ${mostBytes} bytes.`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
