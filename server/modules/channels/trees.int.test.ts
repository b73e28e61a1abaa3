import { beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { createNode, deleteNode, moveNode, renameNode, setNodeDisabled } from './actions/change-tree'
import { listTree } from './actions/list-tree'
import { finishMerges, mergeNodes } from './actions/merge-nodes'
import { restoreNode } from './actions/restore-node'
import { createChannel } from './actions/save-channel'
import { type Tree, trees } from './contract'
import { channelOf, makeConversations, makeGroup, one, principalOf } from './testing'

useTestDatabase()
const admin = principalOf('administrator')
let group = ''
let channelId = ''

beforeAll(async () => {
  await pool().query(`insert into organization(id, name, time_zone) values (1, 'Test', 'UTC')`)
  group = await makeGroup()
  channelId = (await createChannel(admin, channelOf(group))).id
})

const names = (en = newId()) => ({ en, zh: `类 ${en}` })
const make = async (tree: Tree, parentId: string | null = null, name?: string) =>
  (await createNode(admin, { tree, parentId, names: names(name) })).id
const below = async (tree: Tree, parentId: string | null) =>
  (await listTree(tree)).filter((node) => node.parentId === parentId).map(({ id }) => id)
const nodeOf = async (tree: Tree, id: string) => (await listTree(tree)).find((node) => node.id === id)
const historyOf = async (entity: Tree, entityId: string) =>
  (await listAudit({ entity, entityId, page: 1, pageSize: 50, direction: 'desc' })).rows

describe.each(trees)('the tree of %s', (tree) => {
  it('moves a node in, out, up and down, and keeps everybody else in order', async () => {
    const top = await make(tree)
    const [a, b, c] = [await make(tree, top), await make(tree, top), await make(tree, top)]
    await moveNode(admin, { tree, id: c, version: 1, parentId: top, position: 0 })
    expect(await below(tree, top)).toEqual([c, a, b])
    await moveNode(admin, { tree, id: b, version: 1, parentId: a, position: 9 })
    expect(await below(tree, top)).toEqual([c, a])
    expect(await below(tree, a)).toEqual([b])
    await moveNode(admin, { tree, id: b, version: 2, parentId: top, position: 1 })
    expect(await below(tree, top)).toEqual([c, b, a])
  })

  it('refuses a circle, and two moves at once never make one', async () => {
    const a = await make(tree)
    const b = await make(tree)
    const move = (id: string, parentId: string) =>
      moveNode(admin, { tree, id, version: 1, parentId, position: 0 })
    const outcomes = await Promise.allSettled([move(a, b), move(b, a)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(lost?.reason).toMatchObject({ fields: [{ path: 'parentId', code: 'tree_cycle' }] })
  })

  it('refuses the name of a sibling, and a stale edit with what stands now', async () => {
    const top = await make(tree)
    const first = await make(tree, top, 'Returns')
    await expect(make(tree, top, 'returns')).rejects.toMatchObject({ code: 'duplicate' })
    await renameNode(admin, { tree, id: first, version: 1, names: names('Refunds') })
    await expect(
      renameNode(admin, { tree, id: first, version: 1, names: names('Parcels') }),
    ).rejects.toMatchObject({ code: 'conflict', data: { current: { names: { en: 'Refunds' } } } })
  })

  it('deletes only what nothing names; what has a history is disabled and keeps its name', async () => {
    const used = await make(tree)
    const where = tree === 'category' ? { categoryId: used } : { wrapUpId: used }
    await makeConversations(1, { channelId, ...where })
    await expect(deleteNode(admin, { tree, id: used, version: 1 })).rejects.toMatchObject({ code: 'in_use' })
    await setNodeDisabled(admin, { tree, id: used, version: 1, disabled: true })
    expect(await nodeOf(tree, used)).toMatchObject({ disabled: true, uses: { conversations: 1 } })
    const parent = await make(tree)
    const child = await make(tree, parent)
    await expect(deleteNode(admin, { tree, id: parent, version: 1 })).rejects.toMatchObject({
      data: { uses: { children: 1 } },
    })
    await deleteNode(admin, { tree, id: child, version: 1 })
    await deleteNode(admin, { tree, id: parent, version: 1 })
    expect(await nodeOf(tree, parent)).toBe(undefined)
  })

  it('comes back from the audit log, to its place and under its id', async () => {
    const top = await make(tree)
    const [a, b] = [await make(tree, top), await make(tree, top)]
    await deleteNode(admin, { tree, id: a, version: 1 })
    const [entry] = await historyOf(tree, a)
    expect(await restoreNode(admin, { entryId: entry!.id })).toEqual({ id: a, leftOut: 0 })
    expect(await below(tree, top)).toEqual([a, b])
  })

  it('merges two: conversations and children follow, and the name stays for the past', async () => {
    const [from, into] = [await make(tree), await make(tree)]
    const child = await make(tree, from)
    const where = tree === 'category' ? { categoryId: from } : { wrapUpId: from }
    await makeConversations(1_203, { channelId, ...where })
    expect(await mergeNodes(admin, { tree, id: from, version: 1, intoId: into })).toMatchObject({
      conversations: 1_203,
    })
    expect(await nodeOf(tree, from)).toBe(undefined)
    expect(await nodeOf(tree, into)).toMatchObject({ uses: { conversations: 1_203 } })
    expect(await below(tree, into)).toEqual([child])
    expect((await historyOf(tree, from))[0]).toMatchObject({ action: 'merged', before: { parentId: null } })
    await expect(deleteNode(admin, { tree, id: into, version: 1 })).rejects.toMatchObject({ code: 'in_use' })
    await expect(restoreNode(admin, { entryId: (await historyOf(tree, from))[0]!.id })).rejects.toMatchObject(
      {
        code: 'invalid_state',
      },
    )
  })

  it('refuses a merge with itself, into what stands below, and into what is disabled', async () => {
    const top = await make(tree)
    const child = await make(tree, top)
    const off = await make(tree)
    await setNodeDisabled(admin, { tree, id: off, version: 1, disabled: true })
    const merge = (intoId: string) => mergeNodes(admin, { tree, id: top, version: 1, intoId })
    await expect(merge(top)).rejects.toMatchObject({ fields: [{ code: 'merge_with_itself' }] })
    await expect(merge(child)).rejects.toMatchObject({ fields: [{ code: 'merge_into_child' }] })
    await expect(merge(off)).rejects.toMatchObject({ code: 'invalid_state' })
  })

  it('finishes a merge that a stop cut short', async () => {
    const [from, into] = [await make(tree), await make(tree)]
    await mergeNodes(admin, { tree, id: from, version: 1, intoId: into })
    const where = tree === 'category' ? { categoryId: from } : { wrapUpId: from }
    await makeConversations(3, { channelId, ...where })
    expect(await finishMerges()).toBe(3)
    expect(await finishMerges()).toBe(0)
    expect(await nodeOf(tree, into)).toMatchObject({ uses: { conversations: 3 } })
  })
})

describe('a merge of categories', () => {
  it('points rules and menus to the one that stays, each once', async () => {
    const [from, into] = [await make('category'), await make('category')]
    const rule = newId()
    await pool().query(
      `insert into routing_rules(id, position, name, conditions, group_id) values ($1, 2000, 'R', $2, $3)`,
      [rule, { categoryIds: [from, into], vipMin: 2 }, group],
    )
    const settings = channelOf(group)
    const { id } = await createChannel(admin, {
      ...settings,
      settings: {
        ...settings.settings,
        menu: [{ label: { en: 'Returns' }, action: { kind: 'category', categoryId: from } }],
      },
    })
    expect(await nodeOf('category', from)).toMatchObject({ uses: { rules: 1, menus: 1 } })
    const done = await mergeNodes(admin, { tree: 'category', id: from, version: 1, intoId: into })
    expect(done).toEqual({ conversations: 0, rules: 1, menus: 1 })
    expect(await one('select conditions as c, version from routing_rules where id = $1', [rule])).toEqual({
      c: { categoryIds: [into], vipMin: 2 },
      version: 2,
    })
    const channel = await one<{ m: { action: object }[]; version: number }>(
      `select settings->'menu' as m, version from channels where id = $1`,
      [id],
    )
    expect(channel).toMatchObject({ m: [{ action: { categoryId: into } }], version: 2 })
  })
})
