import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planTreeImport, type Stored, treeColumns, treeRows } from './plan-tree-import'

const columns = treeColumns(3)
let made = 0
const plan = (rows: string[][], stored: Stored[] = [], header = columns) =>
  planTreeImport([header, ...rows], stored, { levels: 3, newId: () => `new-${++made}` })
const node = (id: string, parentId: string | null, en: string, zh: string, disabled = false): Stored => ({
  ...{ id, parentId, names: { en, zh }, position: 0, disabled },
})
const row = (...cells: string[]) => [...cells, ...Array<string>(6 - Math.min(6, cells.length)).fill('')]

describe('a file of a tree', () => {
  it('makes the levels that are not there, and changes those that are', () => {
    const stored = [node('a', null, 'Returns', '退货')]
    const { created, updated, problems } = plan(
      [row('Returns', '退换货'), row('returns', '退换货', 'Refund', '退款', 'Late', '超时')],
      stored,
    )
    expect(problems).toEqual([])
    expect(created.map(({ names, parentId }) => [names.en, parentId])).toEqual([
      ['Refund', 'a'],
      ['Late', created[0]?.id],
    ])
    expect(updated.map(({ after }) => after.names)).toEqual([{ en: 'Returns', zh: '退换货' }])
  })

  it.each([
    ['a name is missing', [row('Returns')], [[2, 'zh_1', 'missing']]],
    [
      'a level is left out',
      [row('A', '甲', '', '', 'C', '丙')],
      [
        [2, 'en_2', 'missing'],
        [2, 'zh_2', 'missing'],
      ],
    ],
    [
      'a row is empty',
      [row('')],
      [
        [2, 'en_1', 'missing'],
        [2, 'zh_1', 'missing'],
      ],
    ],
    ['a name is too long', [row('x'.repeat(81), '甲')], [[2, 'en_1', 'too_long']]],
    ['the state is no state', [[...row('A', '甲'), 'maybe']], [[2, 'disabled', 'not_yes_no']]],
    ['a node has two rows', [row('A', '甲'), row('a', '甲')], [[3, 'en_1', 'twice']]],
    ['one node has two Chinese names', [row('A', '甲'), row('A', '乙', 'B', '丙')], [[3, 'zh_1', 'differs']]],
    ['siblings share a Chinese name', [row('A', '甲'), row('B', '甲')], [[3, 'zh_1', 'name_taken']]],
  ] as const)('is refused with row and field where %s', (_, rows, expected) => {
    const { problems } = plan(rows.map((cells) => [...cells]))
    expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual(expected)
  })

  it('is refused where a stored sibling that the file does not name has the Chinese name', () => {
    const { problems } = plan([row('B', '甲')], [node('a', null, 'A', '甲')])
    expect(problems).toMatchObject([{ row: 2, column: 'zh_1', code: 'name_taken' }])
  })

  it('is refused for columns it does not know, or lacks', () => {
    expect(plan([], [], ['en_1', 'colour']).problems.map(({ code, column }) => [code, column])).toEqual([
      ['column_unknown', 'colour'],
      ['column_missing', 'zh_1'],
    ])
  })

  it('finds each of 37 bad rows among 50,000, and nothing else', () => {
    const rows = Array.from({ length: 50_000 }, (_, i) =>
      row(`Top ${i % 50}`, `顶 ${i % 50}`, `Leaf ${i}`, `叶 ${i}`),
    )
    const bad = Array.from({ length: 37 }, (_, i) => 7 + i * 1_307)
    for (const at of bad) (rows[at] ?? [])[3] = ''
    const { problems } = plan(rows)
    expect(problems.map((problem) => problem.row)).toEqual(bad.map((at) => at + 2))
    expect(new Set(problems.map(({ column }) => column))).toEqual(new Set(['zh_2']))
  })

  it('changes nothing when it is what was written out, whatever the tree', () => {
    const tree = fc.array(fc.tuple(fc.nat(20), fc.boolean()), { maxLength: 20 }).map((made) => {
      const nodes: (Stored & { level: number })[] = []
      for (const [i, [at, disabled]] of made.entries()) {
        const parent = nodes[at]
        const under = parent && parent.level < 3 ? parent : null
        nodes.push({
          ...node(`n${i}`, under?.id ?? null, `Name ${i}`, `名 ${i}`, disabled),
          ...{ position: i, level: (under?.level ?? 0) + 1 },
        })
      }
      return nodes
    })
    fc.assert(
      fc.property(tree, (nodes) => {
        const rows = treeRows(nodes, 3)
        const { created, updated, problems, unchanged } = plan(rows, nodes)
        expect([created, updated, problems]).toEqual([[], [], []])
        expect(unchanged).toBe(nodes.length)
      }),
    )
  })
})
