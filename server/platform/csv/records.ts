import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { AppError } from '../errors'
import type { ImportProblem } from './report'

const CHUNK = 65_536

/**
 * The records of a CSV text, or why it is none. Read in pieces, so that a large file does not hold up others.
 * @throws {AppError} too_large
 */
export async function readRecords(
  csv: string,
  limits: { bytes: number; rows: number },
): Promise<string[][] | ImportProblem> {
  if (Buffer.byteLength(csv) > limits.bytes)
    throw new AppError('too_large', `The file is larger than ${Math.floor(limits.bytes / 1_000_000)} MB.`)
  const records: string[][] = []
  try {
    const options = { bom: true, relax_column_count: true, skip_empty_lines: true }
    const parser = Readable.from(pieces(csv)).pipe(parse(options))
    for await (const record of parser) records.push(record)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { row: Number(error.lines ?? 1), column: '', code: 'not_csv', value: '' }
  }
  if (records.length - 1 <= limits.rows) return records
  return { row: limits.rows + 2, column: '', code: 'too_many', value: String(records.length - 1) }
}

async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += CHUNK) {
    yield text.slice(at, at + CHUNK)
    await breath()
  }
}

const breath = () => new Promise((done) => setImmediate(done))

/** Handles many items with a pause after each thousand, so that others are served meanwhile. */
export async function eachWithPauses<T>(items: readonly T[], handle: (item: T) => void): Promise<void> {
  for (const [index, item] of items.entries()) {
    handle(item)
    if (index % 1_000 === 999) await breath()
  }
}
