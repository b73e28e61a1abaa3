import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

/**
 * A back-up is one gzipped tar, which any tar can open: should Switchyard itself not start, its tables can still be
 * loaded with `\copy`. Entries are whole in memory, so they are kept small (a table comes in pieces).
 */
const BLOCK = 512

export type Entry = { name: string; bytes: Buffer }

export type ArchiveWriter = { add: (name: string, bytes: Buffer) => Promise<void>; end: () => Promise<void> }

/** Its file is for the owner's eyes only: it holds secrets. @throws where the file exists */
export function writeArchive(file: string): ArchiveWriter {
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  const zip = createGzip({ level: 5 })
  const written = finished(target)
  // Whoever adds or ends is told; in between nobody waits for it.
  written.catch(() => {})
  target.on('error', (error) => zip.destroy(error))
  zip.pipe(target)
  const put = async (bytes: Buffer) => {
    if (zip.destroyed) await written
    if (!zip.write(bytes)) await Promise.race([once(zip, 'drain'), written])
  }
  return {
    add: async (name, bytes) => {
      await put(headerOf(name, bytes.length))
      if (bytes.length > 0) await put(bytes)
      const rest = bytes.length % BLOCK
      if (rest > 0) await put(Buffer.alloc(BLOCK - rest))
    },
    end: async () => {
      zip.end(Buffer.alloc(2 * BLOCK))
      await written
    },
  }
}

/** Entries in their order. What is cut off or damaged throws. */
export async function* readArchive(file: string): AsyncGenerator<Entry> {
  const source = createReadStream(file)
  const zip = createGunzip()
  source.on('error', (error) => zip.destroy(error))
  const take = taker(source.pipe(zip))
  for (;;) {
    const header = await take(BLOCK)
    if (header[0] === 0) return
    const { name, size } = readHeader(header)
    const bytes = await take(size)
    await take((BLOCK - (size % BLOCK)) % BLOCK)
    yield { name, bytes }
  }
}

/** Hands out exactly as many bytes as are asked for. */
function taker(source: AsyncIterable<Buffer>): (size: number) => Promise<Buffer> {
  const iterator = source[Symbol.asyncIterator]()
  let held: Buffer[] = []
  let length = 0
  return async (size) => {
    while (length < size) {
      const { done, value } = await iterator.next()
      if (done) throw new Error('the file ends too early')
      held.push(value)
      length += value.length
    }
    const all = held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held)
    held = [all.subarray(size)]
    length -= size
    return all.subarray(0, size)
  }
}

const CHECKSUM = { at: 148, length: 8 }

function headerOf(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`the name is too long for an archive: ${name}`)
  const header = Buffer.alloc(BLOCK)
  const octal = (value: number, at: number, length: number) =>
    header.write(value.toString(8).padStart(length - 1, '0'), at)
  header.write(name, 0)
  octal(0o600, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(Math.floor(Date.now() / 1_000), 136, 12)
  header.write('0', 156)
  header.write('ustar\u000000', 257)
  octal(sumOf(header), CHECKSUM.at, CHECKSUM.length - 1)
  return header
}

function readHeader(header: Buffer): { name: string; size: number } {
  const text = (at: number, length: number) =>
    header.toString('utf8', at, at + length).replace(/[\0 ].*$/s, '')
  const name = text(0, 100)
  const size = Number.parseInt(text(124, 12), 8)
  const sum = Number.parseInt(text(CHECKSUM.at, CHECKSUM.length), 8)
  if (name === '' || Number.isNaN(size) || sum !== sumOf(header)) throw new Error('the file is damaged')
  return { name, size }
}

/** Over the header as if its own field were blank. */
function sumOf(header: Buffer): number {
  const end = CHECKSUM.at + CHECKSUM.length
  return header.reduce((sum, byte, at) => sum + (at >= CHECKSUM.at && at < end ? 0x20 : byte), 0)
}
