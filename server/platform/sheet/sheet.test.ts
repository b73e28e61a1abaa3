import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import readSheets, { readSheet } from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { type Cell, type CellKind, FileTooLarge, type Sheet, sheetFile, wholeFile } from '.'
import { isoWithOffset, offsetOf } from './wall-clock'
import { xlsxFile } from './xlsx-file'

const kinds = ['text', 'count', 'number', 'rate', 'duration', 'date', 'instant', 'yes_no'] as const

async function* inPieces(rows: Cell[][], size = 3): AsyncGenerator<Cell[][]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

const sheetOf = (columns: CellKind[], rows: AsyncIterable<Cell[][]>, timeZone = 'UTC'): Sheet => ({
  ...{ name: 'Report: 2026/11', timeZone, yesNo: ['yes', 'no'], rows },
  columns: columns.map((kind) => ({ heading: `A ${kind}`, kind })),
})

async function bytesOf(stream: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', "'=1", '=HYPERLINK("http://x")']

describe('a sheet as a file', () => {
  it('keeps numbers, times, dates and texts when it is read back, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => text.trim() === text)),
            fc.option(fc.integer({ min: -1e9, max: 1e9 })),
            fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true })),
            fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
          ),
          { minLength: 1, maxLength: 12 },
        ),
        async (rows) => {
          const data = rows.map((row) => [...row] as Cell[])
          const file = await wholeFile(
            sheetOf(['text', 'count', 'number', 'rate'], inPieces(data)),
            'xlsx',
            1e7,
          )
          const [, ...read] = await readSheet(file)
          const asRead = data.map((row) =>
            row.map((cell) => (cell === '' ? null : Object.is(cell, -0) ? 0 : cell)),
          )
          while (asRead.length > 0 && asRead.at(-1)!.every((cell) => cell === null)) asRead.pop()
          while (read.length > 0 && read.at(-1)!.every((cell) => cell === null)) read.pop()
          expect(read).toEqual(asRead)
        },
      ),
      {
        numRuns: 25,
        examples: [
          [[['=1+1', 1, 0.1, 0.5]]],
          [
            [
              [null, null, null, null],
              ['a', 0, 0, 0],
            ],
          ],
        ],
      },
    )
  })

  it('shows durations and instants as the zone has them, through a change of clocks', async () => {
    const before = Date.UTC(2026, 9, 25, 0, 30)
    const after = before + 3_600_000
    const rows: Cell[][] = [
      [before, 90_061_000, '2026-10-25', true],
      [after, 0, null, false],
    ]
    const columns: CellKind[] = ['instant', 'duration', 'date', 'yes_no']
    const sheet = () => sheetOf(columns, inPieces(rows), 'Europe/Berlin')
    const csv = parse(await wholeFile(sheet(), 'csv', 1e6), { bom: true })
    expect(csv).toEqual([
      ['A instant', 'A duration [s]', 'A date', 'A yes_no'],
      ['2026-10-25T02:30:00+02:00', '90061', '2026-10-25', 'yes'],
      ['2026-10-25T02:30:00+01:00', '0', '', 'no'],
    ])
    const [, first] = await readSheet(await wholeFile(sheet(), 'xlsx', 1e6))
    expect(Math.round(Number(first?.[0]) / 1_000)).toBe(Date.UTC(2026, 9, 25, 2, 30) / 1_000)
    expect(first?.[2]).toEqual(new Date(Date.UTC(2026, 9, 25)))
  })

  it.each(dangerous)('never lets %j become a formula', async (text) => {
    const rows: Cell[][] = [[text]]
    const file = await wholeFile(sheetOf(['text'], inPieces(rows)), 'xlsx', 1e6)
    const [, [cell] = []] = await readSheet(file, { trim: false } as never)
    expect(cell).toBe(text)
    const [, [escaped] = []] = parse(await wholeFile(sheetOf(['text'], inPieces(rows)), 'csv', 1e6), {
      bom: true,
    })
    expect(escaped).toBe(`'${text}`)
  })

  it('goes on with the same headings on another sheet where one is full', async () => {
    const rows = Array.from({ length: 7 }, (_, index): Cell[] => [index])
    const file = await bytesOf(xlsxFile(sheetOf(['count'], inPieces(rows, 2)), 4))
    const sheets = (await readSheets(file)) as { sheet: string; data: unknown[][] }[]
    expect(sheets.map(({ data }) => data.slice(1).flat())).toEqual([[0, 1, 2], [3, 4, 5], [6]])
    expect(sheets.every(({ data }) => data[0]?.[0] === 'A count')).toBe(true)
    expect(new Set(sheets.map(({ sheet }) => sheet)).size).toBe(3)
  })

  it.each(['csv', 'xlsx'] as const)('as %s takes rows only as far as its reader has room', async (format) => {
    let taken = 0
    let ended = false
    async function* endless(): AsyncGenerator<Cell[][]> {
      try {
        for (;;) {
          taken += 1
          yield Array.from({ length: 500 }, (_, row) => kinds.map((kind) => `${kind} ${taken * row * 7_919}`))
        }
      } finally {
        ended = true
      }
    }
    const stream = sheetFile(
      sheetOf(
        kinds.map(() => 'text'),
        endless(),
      ),
      format,
    )
    const reader = stream[Symbol.asyncIterator]()
    await reader.next()
    // Packing runs beside, so what was taken is packed before it stands still; without a bound it never would.
    let standing = -1
    while (standing !== taken && taken < 2_000) {
      standing = taken
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    expect(taken).toBe(standing)
    expect(taken).toBeLessThan(200)
    await reader.return?.()
    while (!ended) await new Promise(setImmediate)
    expect(taken).toBeLessThan(standing + 3)
  })

  it.each(['csv', 'xlsx'] as const)('as %s fails with what its rows fail with', async (format) => {
    async function* broken(): AsyncGenerator<Cell[][]> {
      yield [[1]]
      throw new Error('no connection')
    }
    await expect(wholeFile(sheetOf(['count'], broken()), format, 1e6)).rejects.toThrow('no connection')
    const rows = inPieces([['x'.repeat(5_000)]])
    await expect(wholeFile(sheetOf(['text'], rows), format, 10)).rejects.toThrow(FileTooLarge)
  })
})

describe('the clock of a zone', () => {
  it('agrees with the calendar at every quarter of an hour', () => {
    const zones = ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'UTC']
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2_000_000_000 }), (zone, second) => {
        const at = second * 1_000
        const shown = isoWithOffset(at, offsetOf(zone)(at))
        expect(Date.parse(shown)).toBe(at)
        const parts = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'medium',
        })
        expect(shown.slice(0, 19).replace('T', ' ')).toBe(parts.format(at))
      }),
      {
        numRuns: 200,
        examples: [
          ['Europe/Berlin', 1_792_888_200],
          ['Australia/Lord_Howe', 1_775_314_800],
        ],
      },
    )
  })
})
