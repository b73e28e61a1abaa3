import type pg from 'pg'
import type { Row, RowList } from './columns'

/** The parts of the driver's connection that COPY needs; its types do not name them. */
type Wire = {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

const chunkBytes = 256 * 1_024

/** Rows as the text of COPY, a chunk at a time outside of the heap: a hundred thousand of them stay cheap. */
export class CopyText implements RowList {
  length = 0
  private readonly full: Buffer[] = []
  private open = ''

  push(row: Row): void {
    this.length += 1
    this.open += `${row.map(copyValue).join('\t')}\n`
    if (this.open.length > chunkBytes) this.close()
  }

  chunks(): Buffer[] {
    this.close()
    return this.full
  }

  private close(): void {
    if (this.open !== '') this.full.push(Buffer.from(this.open))
    this.open = ''
  }
}

/** COPY … FROM STDIN through the driver's own protocol calls: several times faster than inserts. */
export function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: CopyText | readonly Row[],
): Promise<void> {
  const text = `copy ${table}(${columns.map((column) => `"${column}"`).join(', ')}) from stdin`
  return new Promise((resolve, reject) => {
    const query = {
      submit: (wire: Wire) => wire.query(text),
      handleCopyInResponse: (wire: Wire) => {
        for (const chunk of toText(rows).chunks()) wire.sendCopyFromChunk(chunk)
        wire.endCopyFrom()
      },
      handleCommandComplete: () => {},
      handleError: reject,
      handleReadyForQuery: () => resolve(),
    }
    client.query(query as unknown as pg.Submittable)
  })
}

function toText(rows: CopyText | readonly Row[]): CopyText {
  if (rows instanceof CopyText) return rows
  const text = new CopyText()
  for (const row of rows) text.push(row)
  return text
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const special = /[\\\t\n\r]/
const escapeText = (text: string) =>
  special.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character]!) : text

/** One value in COPY's text format; arrays are arrays of texts, other objects JSON. */
export function copyValue(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (Array.isArray(value))
    return escapeText(`{${value.map((item) => JSON.stringify(String(item))).join(',')}}`)
  if (typeof value === 'object') return escapeText(JSON.stringify(value))
  return String(value)
}
