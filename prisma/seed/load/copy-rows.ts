import type pg from 'pg'

/** The parts of the driver's connection that COPY needs; its types do not name them. */
type Wire = {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

const chunkBytes = 256 * 1_024

/**
 * COPY … FROM STDIN through the driver's own protocol calls: several times faster than inserts, and the rows
 * are made while they are sent.
 */
export function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const text = `copy ${table}(${columns.map((column) => `"${column}"`).join(', ')}) from stdin`
  return new Promise((resolve, reject) => {
    const query = {
      submit: (wire: Wire) => wire.query(text),
      handleCopyInResponse: (wire: Wire) => {
        for (const chunk of chunks(rows)) wire.sendCopyFromChunk(chunk)
        wire.endCopyFrom()
      },
      handleCommandComplete: () => {},
      handleError: reject,
      handleReadyForQuery: () => resolve(),
    }
    client.query(query as unknown as pg.Submittable)
  })
}

function* chunks(rows: readonly (readonly unknown[])[]): Generator<Buffer> {
  let text = ''
  for (const row of rows) {
    text += `${row.map(copyValue).join('\t')}\n`
    if (text.length > chunkBytes) {
      yield Buffer.from(text)
      text = ''
    }
  }
  if (text !== '') yield Buffer.from(text)
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escapeText = (text: string) => text.replace(/[\\\t\n\r]/g, (character) => escapes[character]!)

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
