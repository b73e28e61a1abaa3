import { beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { changeNodes } from './actions/bulk-nodes'
import { createNode, moveNode, renameNode } from './actions/change-tree'
import { duplicateBranch } from './actions/duplicate-branch'
import { exportTree } from './actions/export-tree'
import { importTree } from './actions/import-tree'
import { listTree } from './actions/list-tree'
import { readNodeConversations } from './actions/read-node-conversations'
import { restoreNode } from './actions/restore-node'
import { createChannel } from './actions/save-channel'
import { type Tree, trees } from './contract'
import { treeColumns } from './domain/plan-tree-import'
import { channelOf, makeConversations, makeGroup, principalOf } from './testing'

useTestDatabase()
const admin = principalOf('administrator')
let channelId = ''

beforeAll(async () => {
  await pool().query(`insert into organization(id, name, time_zone) values (1, 'Test', 'UTC')`)
  channelId = (await createChannel(admin, channelOf(await makeGroup()))).id
})

const names = (en: string = newId()) => ({ en, zh: `类 ${en}` })
const make = async (tree: Tree, parentId: string | null = null, name?: string) =>
  (await createNode(admin, { tree, parentId, names: names(name) })).id
const nodeOf = async (tree: Tree, id: string) => (await listTree(tree)).find((node) => node.id === id)
const below = async (tree: Tree, parentId: string | null) =>
  (await listTree(tree)).filter((node) => node.parentId === parentId).map(({ id }) => id)
const versionOf = async () =>
  (await pool().query<{ v: number }>('select config_version as v from organization')).rows[0]?.v ?? 0
const historyOf = async (entity: Tree, entityId: string) =>
  (await listAudit({ entity, entityId, page: 1, pageSize: 50, direction: 'desc' })).rows
const header = treeColumns(6).join(',')
const line = (path: [string, string][], disabled = '') =>
  [...path.flat(), ...Array<string>(12 - path.length * 2).fill(''), disabled].join(',')
const csvOf = (...lines: string[]) => [header, ...lines].join('\n')
async function written(tree: Tree): Promise<string> {
  let csv = ''
  for await (const piece of exportTree(tree)) csv += piece
  return csv
}

describe.each(trees)('many nodes of %s at once', (tree) => {
  it('are moved below another with what stands below them, or all stay where one would stand below itself', async () => {
    const [a, b] = [await make(tree), await make(tree)]
    const child = await make(tree, a)
    const target = await make(tree)
    const refs = [a, child, b].map((id) => ({ id, version: 1 }))
    await changeNodes(admin, { tree, nodes: refs, act: { kind: 'move', parentId: target } })
    expect(await below(tree, target)).toEqual([a, b])
    expect(await below(tree, a)).toEqual([child])
    const before = await versionOf()
    await expect(
      changeNodes(admin, {
        ...{ tree, act: { kind: 'move', parentId: child } },
        nodes: [
          { id: b, version: 2 },
          { id: a, version: 2 },
        ],
      }),
    ).rejects.toMatchObject({
      fields: [{ code: 'tree_cycle', message: expect.stringContaining('below itself') }],
    })
    expect(await below(tree, target)).toEqual([a, b])
    expect(await versionOf()).toBe(before)
  })

  it('are disabled and enabled, each with its entry, and none when one was changed meanwhile', async () => {
    const [a, b] = [await make(tree), await make(tree)]
    const nodes = [a, b].map((id) => ({ id, version: 1 }))
    expect(await changeNodes(admin, { tree, nodes, act: { kind: 'disable' } })).toEqual({ changed: 2 })
    expect((await historyOf(tree, b))[0]).toMatchObject({ action: 'disabled', after: { disabled: true } })
    await renameNode(admin, { tree, id: b, version: 2, names: names() })
    const stale = [a, b].map((id) => ({ id, version: 2 }))
    await expect(changeNodes(admin, { tree, nodes: stale, act: { kind: 'enable' } })).rejects.toMatchObject({
      code: 'conflict',
      data: { current: { id: b } },
    })
    expect(await nodeOf(tree, a)).toMatchObject({ disabled: true, version: 2 })
  })

  it('are copied as a branch beside the original', async () => {
    const top = await make(tree)
    const child = await make(tree, top, `child ${newId()}`)
    const after = await make(tree)
    const copy = await duplicateBranch(admin, { tree, id: top, version: 1 })
    expect(copy.nodes).toBe(2)
    const order = (await below(tree, null)).filter((id) => [top, copy.id, after].includes(id))
    expect(order).toEqual([top, copy.id, after])
    const [copied] = await below(tree, copy.id)
    expect((await nodeOf(tree, copied ?? ''))?.names).toEqual((await nodeOf(tree, child))?.names)
  })

  it('go back one by one to what they were before', async () => {
    const [a, b] = [await make(tree), await make(tree)]
    const act = { kind: 'move' as const, parentId: b }
    await changeNodes(admin, { tree, nodes: [{ id: a, version: 1 }], act })
    const [entry] = await historyOf(tree, a)
    await restoreNode(admin, { entryId: entry?.id ?? '' })
    expect((await nodeOf(tree, a))?.parentId).toBe(null)
  })
})

describe.each(trees)('a file of %s', (tree) => {
  it('makes and changes what it names, after a dry run that says the same and leaves nothing', async () => {
    const top = await make(tree, null, `Import ${tree}`)
    const zh = `类 Import ${tree}`
    const csv = csvOf(
      line([[`Import ${tree}`, zh]], 'yes'),
      line([
        [`Import ${tree}`, zh],
        ['New', '新'],
        ['Deep', '深'],
      ]),
    )
    const before = await versionOf()
    const counts = { created: 2, updated: 1, unchanged: 0, problems: [] }
    expect(await importTree(admin, { tree, csv, dryRun: true })).toEqual({ ...counts, applied: false })
    expect([await below(tree, top), await versionOf()]).toEqual([[], before])
    expect(await importTree(admin, { tree, csv, dryRun: false })).toEqual({ ...counts, applied: true })
    expect(await nodeOf(tree, top)).toMatchObject({ disabled: true, version: 2 })
    const [made] = await below(tree, top)
    expect((await historyOf(tree, made ?? ''))[0]).toMatchObject({ action: 'created', label: 'New' })
    expect(await versionOf()).toBe(before + 1)
    expect(await importTree(admin, { tree, csv, dryRun: false })).toMatchObject({ created: 0, updated: 0 })
    expect(await versionOf()).toBe(before + 1)
  })

  it('that was written out is taken back and changes nothing, formulas included', async () => {
    await make(tree, null, '=SUM(A1)')
    const csv = await written(tree)
    expect(csv).toContain(`'=SUM(A1)`)
    const total = (await listTree(tree)).length
    expect(await importTree(admin, { tree, csv, dryRun: false })).toEqual({
      ...{ applied: true, created: 0, updated: 0, unchanged: total, problems: [] },
    })
  })

  it('with one bad row changes nothing', async () => {
    const csv = csvOf(line([['Fine', '好']]), line([['Bad', '']]))
    expect(await importTree(admin, { tree, csv, dryRun: false })).toMatchObject({
      ...{ applied: false, created: 0 },
      problems: [{ row: 3, column: 'zh_1', code: 'missing' }],
    })
    expect((await listTree(tree)).some((node) => node.names.en === 'Fine')).toBe(false)
  })

  it('is refused when it is none, or too long', async () => {
    expect(await importTree(admin, { tree, csv: 'en_1,zh_1\n"open', dryRun: true })).toMatchObject({
      problems: [{ code: 'not_csv' }],
    })
    const csv = `en_1,zh_1\n${'a,b\n'.repeat(50_001)}`
    expect(await importTree(admin, { tree, csv, dryRun: true })).toMatchObject({
      problems: [{ code: 'too_many', value: '50001' }],
    })
  })
})

describe('a file of 50,000 rows', () => {
  const rows = Array.from({ length: 50_000 }, (_, i) =>
    line([
      [`Big ${i % 100}`, `大 ${i % 100}`],
      [`Leaf ${i}`, `叶 ${i}`],
    ]),
  )

  it('names each of 37 bad rows, and goes in whole once they are mended', async () => {
    const bad = Array.from({ length: 37 }, (_, i) => 11 + i * 1_301)
    const broken = rows.map((text, at) => (bad.includes(at) ? text.replace(`叶 ${at}`, '') : text))
    const report = await importTree(admin, { tree: 'wrap_up', csv: csvOf(...broken), dryRun: true })
    expect(report.problems.map(({ row, column }) => `${row} ${column}`)).toEqual(
      bad.map((at) => `${at + 2} zh_2`),
    )
    const done = await importTree(admin, { tree: 'wrap_up', csv: csvOf(...rows), dryRun: false })
    expect(done).toMatchObject({ applied: true, created: 50_100, problems: [] })
    const { rows: counted } = await pool().query<{ n: number }>(
      `select count(*)::int as n from wrap_ups where names->>'en' like 'Leaf %'`,
    )
    expect(counted[0]?.n).toBe(50_000)
  })
})

describe('the conversations behind a count', () => {
  it('are those of the node and of what stands below it, in the period, that the reader may read', async () => {
    const top = await make('category')
    const child = await make('category', top)
    const other = await make('category')
    await makeConversations(2, { channelId, categoryId: child })
    await makeConversations(1, { channelId, categoryId: top })
    await makeConversations(1, { channelId, categoryId: other })
    const of = { tree: 'category', id: top, page: 1, pageSize: 25 } as const
    expect((await readNodeConversations(admin, { ...of, period: 'all' })).total).toBe(3)
    await pool().query(
      `update conversations set created_at = now() - interval '40 days' where category_id = $1`,
      [child],
    )
    const month = await readNodeConversations(admin, { ...of, period: 'month' })
    expect(month).toMatchObject({ total: 1, rows: [{ agent: null }] })
    const counted = (await listTree('category', 'month')).filter(({ id }) => [top, child].includes(id))
    expect(counted.map(({ id, recent, uses }) => [id === top, recent, uses.conversations])).toEqual([
      [true, 1, 1],
      [false, 0, 2],
    ])
    const agent = principalOf('agent')
    expect((await readNodeConversations(agent, { ...of, period: 'all' })).total).toBe(0)
  })

  it('follow a node that is moved', async () => {
    const [from, to] = [await make('category'), await make('category')]
    const child = await make('category', from)
    await makeConversations(1, { channelId, categoryId: child })
    await moveNode(admin, { tree: 'category', id: child, version: 1, parentId: to, position: 0 })
    const totalOf = async (id: string) =>
      (await readNodeConversations(admin, { tree: 'category', id, period: 'all', page: 1, pageSize: 25 }))
        .total
    expect([await totalOf(from), await totalOf(to)]).toEqual([0, 1])
  })
})
