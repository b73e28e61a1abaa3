import { beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles, type Principal, type RoleKey } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addUser, buildScenario } from '@/server/platform/testing/scenario'
import { createCaller } from '@/server/platform/trpc/base'
import { exportReplies } from './actions/export-replies'
import { type QuickReplyInput, replyFilter } from './contract'
import { conversationsRouter } from './router'

useTestDatabase()

let groupId = ''
let foreignGroupId = ''
const ids: Record<string, string> = {}
beforeAll(async () => {
  const [one, two] = [
    await buildScenario([{ name: 'Mei' }, { name: 'Bo' }]),
    await buildScenario([{ name: 'Ada' }]),
  ]
  groupId = one.groupId
  foreignGroupId = two.groupId
  Object.assign(ids, one.agents, two.agents, { Sam: await addUser('Sam') })
})

function as(name: string, role: RoleKey, change: Partial<Principal> = {}) {
  const groups = name === 'Ada' ? [foreignGroupId] : name === 'Sam' ? [] : [groupId]
  const userId = ids[name] ?? ''
  const { permissions } = builtInRoles[role]
  const base = {
    userId,
    name,
    agentId: userId,
    roles: [role],
    permissions,
    groupIds: groups,
    scopeGroupIds: groups,
  }
  return createCaller(conversationsRouter)({ principal: { ...base, ...change } })
}
const lead = (name: string) =>
  as(name, 'agent', { permissions: { ...builtInRoles.agent.permissions, 'replies.write': 'group' } })

const reply = (shortcut: string, change: Partial<QuickReplyInput> = {}): QuickReplyInput => ({
  ...{ scope: 'own', groupId: null, shortcut, title: shortcut, text: 'Hello {{customer.name}}' },
  ...change,
})
const usable = async (caller: ReturnType<typeof as>) =>
  (await caller.listUsableReplies()).map(({ shortcut }) => shortcut)

describe('quick replies', () => {
  it('are offered to whom they are for: own, the group, all', async () => {
    await as('Mei', 'agent').createQuickReply(reply('mine'))
    await as('Sam', 'supervisor').createQuickReply(reply('everyone', { scope: 'all' }))
    await as('Sam', 'supervisor').createQuickReply(reply('team', { scope: 'group', groupId }))
    expect(await usable(as('Mei', 'agent'))).toEqual(['mine', 'team', 'everyone'])
    expect(await usable(as('Bo', 'agent'))).toEqual(['team', 'everyone'])
    expect(await usable(as('Ada', 'agent'))).toEqual(['everyone'])
  })

  it('are kept only within the scope of the permission', async () => {
    const refused = { code: 'FORBIDDEN' }
    const agent = as('Mei', 'agent')
    await expect(agent.createQuickReply(reply('x', { scope: 'all' }))).rejects.toMatchObject(refused)
    await expect(agent.createQuickReply(reply('x', { scope: 'group', groupId }))).rejects.toMatchObject(
      refused,
    )
    const leader = lead('Bo')
    await leader.createQuickReply(reply('by-lead', { scope: 'group', groupId }))
    const elsewhere = reply('x', { scope: 'group', groupId: foreignGroupId })
    await expect(leader.createQuickReply(elsewhere)).rejects.toMatchObject(refused)
    await expect(leader.createQuickReply(reply('x', { scope: 'all' }))).rejects.toMatchObject(refused)
    expect((await leader.listReplyGroups()).map(({ id }) => id)).toEqual([groupId])
    expect(await agent.listReplyGroups()).toEqual([])
  })

  it("hide somebody's own ones from everybody else, administrators included", async () => {
    const { id } = await as('Mei', 'agent').createQuickReply(reply('private'))
    const admin = as('Sam', 'administrator')
    await expect(admin.getQuickReply({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(admin.deleteQuickReply({ id, version: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { rows } = await admin.listQuickReplies({ search: 'private' })
    expect(rows).toEqual([])
    expect(await as('Mei', 'agent').getQuickReply({ id })).toMatchObject({ shortcut: 'private' })
  })

  it('conflict on an old version, refuse a taken shortcut, and leave an audit entry with before and after', async () => {
    const admin = as('Sam', 'administrator')
    const { id } = await admin.createQuickReply(reply('refund', { scope: 'all' }))
    const changed = reply('refund', { scope: 'all', text: 'In five days.' })
    await admin.updateQuickReply({ id, version: 1, reply: changed })
    await expect(admin.updateQuickReply({ id, version: 1, reply: changed })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await expect(admin.createQuickReply(reply('REFUND', { scope: 'all' }))).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { fields: [{ path: 'shortcut' }] },
    })
    // The same word for oneself is another reply.
    await as('Mei', 'agent').createQuickReply(reply('refund'))
    await admin.deleteQuickReply({ id, version: 2 })
    const { rows } = await pool().query(
      `select action, before->>'text' as before, after->>'text' as after from audit_entries
       where entity = 'quick_reply' and entity_id = $1 order by at, id`,
      [id],
    )
    expect(rows).toEqual([
      { action: 'created', before: null, after: 'Hello {{customer.name}}' },
      { action: 'updated', before: 'Hello {{customer.name}}', after: 'In five days.' },
      { action: 'deleted', before: 'In five days.', after: null },
    ])
  })

  it('count their use, which brings the most used to the front', async () => {
    const mei = as('Mei', 'agent')
    const { id } = await mei.createQuickReply(reply('zz-often'))
    await Promise.all(Array.from({ length: 5 }, () => mei.countReplyUse({ id })))
    await as('Bo', 'agent').countReplyUse({ id })
    const [first] = await mei.listUsableReplies()
    expect(first).toMatchObject({ shortcut: 'zz-often', usedCount: 5 })
  })

  it('are found by shortcut, title and text, in pages', async () => {
    const admin = as('Sam', 'administrator')
    for (const n of [1, 2, 3])
      await admin.createQuickReply(reply(`退货${n}`, { scope: 'all', title: `退货政策 ${n}` }))
    const page = await admin.listQuickReplies({
      search: '退货',
      pageSize: 2,
      sort: 'shortcut',
      direction: 'desc',
    })
    expect([page.total, page.rows.map(({ shortcut }) => shortcut)]).toEqual([3, ['退货3', '退货2']])
  })

  it.each([
    ['a group without its scope', { scope: 'all', groupId: '00000000-0000-7000-8000-000000000000' }],
    ['the scope without a group', { scope: 'group' }],
    ['a shortcut with a space', { shortcut: 'a b' }],
    ['a shortcut with a slash', { shortcut: '/a' }],
    ['no text', { text: '   ' }],
  ])('refuse %s', async (_, change) => {
    const input = reply('bad', change as Partial<QuickReplyInput>)
    await expect(as('Sam', 'administrator').createQuickReply(input)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })

  it('come from a file all or none, after a trial that keeps nothing, and go out as a file that comes back', async () => {
    const mei = as('Mei', 'agent')
    const before = await usable(mei)
    const head = 'scope,group,shortcut,title,text\r\n'
    const good = `${head}own,,csv-one,One,"First,\nsecond"\r\nown,,csv-two,Two,=2+2\r\n`
    expect(await mei.importQuickReplies({ csv: good, dryRun: true })).toMatchObject({
      ...{ applied: false, created: ['csv-one', 'csv-two'], problems: [] },
    })
    const bad = `${good}all,,csv-three,Three,three\r\n`
    expect(await mei.importQuickReplies({ csv: bad, dryRun: false })).toMatchObject({
      ...{ applied: false, problems: [{ row: 4, column: 'scope', code: 'not_allowed' }] },
    })
    expect(await usable(mei)).toEqual(before)
    expect(await mei.importQuickReplies({ csv: good, dryRun: false })).toMatchObject({ applied: true })
    const again = good.replace('One', 'Anew').replace('csv-two', 'CSV-TWO')
    expect(await mei.importQuickReplies({ csv: again, dryRun: false })).toMatchObject({
      ...{ created: [], updated: ['csv-one'], unchanged: 1 },
    })
    const foreign = await pool().query<{ name: string }>('select name from skill_groups where id = $1', [
      foreignGroupId,
    ])
    const prying = `${head}group,${foreign.rows[0]?.name},hi,Hi,hi\r\n`
    expect((await mei.importQuickReplies({ csv: prying, dryRun: true })).problems).toMatchObject([
      { row: 2, column: 'group', code: 'unknown_group' },
    ])
    const { permissions } = builtInRoles.agent
    const principal: Principal = {
      ...{ userId: ids.Mei ?? '', name: 'Mei', agentId: ids.Mei ?? '', roles: ['agent'], permissions },
      ...{ groupIds: [groupId], scopeGroupIds: [groupId] },
    }
    let file = ''
    for await (const piece of exportReplies(principal, replyFilter.parse({}))) file += piece
    expect(file).toContain("own,,csv-two,Two,'=2+2")
    const back = await mei.importQuickReplies({ csv: file, dryRun: false })
    expect(back).toMatchObject({ applied: true, created: [], updated: [], problems: [] })
    expect(back.unchanged).toBeGreaterThan(1)
  })
})
