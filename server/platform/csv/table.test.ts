import { describe, expect, it } from 'vitest'
import { readRecords } from './records'
import { readTable, readWhole, readYesNo } from './table'

const shape = { columns: ['name', 'limit'], required: ['name'], ignored: ['state'] } as const
const limits = { bytes: 5_000_000, rows: 60_000 }

async function table(csv: string) {
  const records = await readRecords(csv, limits)
  if (!Array.isArray(records)) throw new Error(records.code)
  return readTable<'name' | 'limit'>(records, shape)
}

describe('a table read from a file', () => {
  it('names what is wrong with its header', async () => {
    const { problems } = await table('limit,limit,colour\n1,2,3\n')
    expect(problems.map(({ column, code }) => `${column} ${code}`)).toEqual([
      'name column_missing',
      'colour column_unknown',
      'limit column_twice',
    ])
  })

  it('counts rows as a spreadsheet does, and reports each bad cell with what stood there', async () => {
    const { rows, problems } = await table('\uFEFFname,limit,state\nMei,5,x\nBo,many,y\nRui\n')
    const limit = rows.map((row) =>
      row.value('limit', 'not_a_number', (text) => readWhole(text || '0', 0, 10)),
    )
    expect(limit).toEqual([5, undefined, 0])
    expect(problems).toEqual([
      { row: 4, column: 'name', code: 'column_count', value: '1' },
      { row: 3, column: 'limit', code: 'not_a_number', value: 'many' },
    ])
  })

  it('takes away the apostrophe that an export put before a formula', async () => {
    const { rows } = await table(`name\n'=1+1\n`)
    expect(rows[0]?.text('name')).toBe('=1+1')
    expect(rows[0]?.text('limit')).toBeUndefined()
  })

  it('finds 37 bad rows among 50,000', async () => {
    const bad = (i: number) => i % 1_333 === 7 && i < 49_300
    const lines = Array.from({ length: 50_000 }, (_, i) => `agent ${i},${bad(i) ? 'x' : i % 10}`)
    const { rows, problems } = await table(`name,limit\n${lines.join('\n')}\n`)
    for (const row of rows) row.value('limit', 'not_a_number', (text) => readWhole(text, 0, 10))
    expect(rows).toHaveLength(50_000)
    expect(problems).toHaveLength(37)
    expect(problems[0]).toEqual({ row: 9, column: 'limit', code: 'not_a_number', value: 'x' })
  })

  it('refuses what is no CSV, and more rows than allowed, with the place', async () => {
    expect(await readRecords('name\n"open', limits)).toMatchObject({ code: 'not_csv', row: 2 })
    expect(await readRecords('name\na\nb\nc\n', { bytes: 100, rows: 2 })).toMatchObject({
      ...{ code: 'too_many', row: 4, value: '3' },
    })
    await expect(readRecords('x'.repeat(101), { bytes: 100, rows: 2 })).rejects.toThrow('larger')
  })

  it('reads yes and no in both languages, and whole numbers only within bounds', () => {
    expect(['yes', 'TRUE', '是', '', 'no', '否', 'maybe'].map(readYesNo)).toEqual([
      ...[true, true, true, false, false, false, undefined],
    ])
    expect(['5', '-1', '1.5', '', '11', '1e3'].map((text) => readWhole(text, 0, 10))).toEqual([
      ...[5, undefined, undefined, undefined, undefined, undefined],
    ])
  })
})
