import { beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { onSignal, type Signals } from '@/server/platform/signals'
import { useTestDatabase } from '@/server/platform/testing/database'
import { editGroups } from './actions/bulk-edit'
import { restoreGroup } from './actions/restore-group'
import { deleteGroup, setGroupDisabled } from './actions/retire-group'
import { createGroup, moveGroup, updateGroup } from './actions/save-group'
import type { GroupSettings } from './contract'
import { listChart } from './store/group-chart'
import { findGroupDetail } from './store/group-detail'
import { listGroups } from './store/list-groups'
import { groupLead, makeAgent, makeConversation, memberOf, one, principalOf, settingsOf } from './testing'

useTestDatabase()
const admin = principalOf('administrator')

beforeAll(() => pool().query(`insert into organization(id, name, time_zone) values (1, 'Test', 'UTC')`))

const configVersion = async () =>
  (await one<{ v: number }>('select config_version as v from organization', [])).v
const make = (changes: Partial<GroupSettings> = {}) =>
  createGroup(admin, { ...settingsOf(changes), agentLimits: [] })
const update = (id: string, version: number, group: GroupSettings, agentLimits: object[] = []) =>
  updateGroup(admin, { id, version, group: { ...group, agentLimits: agentLimits as never } })
const historyOf = async (entityId: string) =>
  (await listAudit({ entity: 'skill_group', entityId, page: 1, pageSize: 50, direction: 'desc' })).rows
const sortKey = async (groupId: string, agentId: string) =>
  (
    await one<{ k: number }>(
      'select sort_key as k from group_members where group_id = $1 and agent_id = $2',
      [groupId, agentId],
    )
  )?.k

async function recordSignals(work: () => Promise<unknown>) {
  const seen: Signals['capacity_changed'][] = []
  const stop = onSignal('capacity_changed', (payload) => seen.push(payload))
  await work()
  stop()
  return seen
}

describe('changing a group', () => {
  it('raises the configuration version, refreshes sort keys and wakes dispatch, all in one', async () => {
    const agentId = await makeAgent({ capacity: 5 })
    const version = await configVersion()
    let id = ''
    const seen = await recordSignals(async () => {
      id = (await make({ members: [memberOf(agentId, { quality: 40 })] })).id
    })
    expect(await configVersion()).toBe(version + 1)
    expect(await sortKey(id, agentId)).toBe(40)
    expect(seen).toEqual([{ groupIds: [id], agentIds: [agentId] }])
  })

  it('that changes nothing raises no version and leaves no entry', async () => {
    const settings = settingsOf({ members: [memberOf(await makeAgent()), memberOf(await makeAgent())] })
    const { id } = await make(settings)
    const version = await configVersion()
    const reversed = { ...settings, members: [...settings.members].reverse() }
    expect(await recordSignals(() => update(id, 1, reversed))).toEqual([])
    expect(await configVersion()).toBe(version)
    expect(await historyOf(id)).toHaveLength(1)
  })

  it('keeps what happens in the queue and its time limits, and the audit log brings them back', async () => {
    const plain = settingsOf()
    const { id } = await make(plain)
    const settings = { ...plain.settings, overflow: 'customer_chooses' as const, queueWarnLength: 1 }
    const next = { ...plain, settings, thresholds: { silenceMs: 90_000 } }
    await update(id, 1, next)
    expect(await findGroupDetail(id)).toMatchObject({ settings, thresholds: { silenceMs: 90_000 } })
    const [entry] = await historyOf(id)
    expect(entry).toMatchObject({
      before: { thresholds: {} },
      after: { settings, thresholds: next.thresholds },
    })
    await restoreGroup(admin, { entryId: entry?.id ?? '' })
    expect(await findGroupDetail(id)).toMatchObject({ settings: plain.settings, thresholds: {} })
  })

  it('warns in the list of a queue beyond what the group allows', async () => {
    const plain = settingsOf()
    const settings = { ...plain.settings, queueWarnLength: 1 }
    const { id } = await make({ ...plain, settings })
    const warning = async () => {
      const filter = { search: plain.name, sort: 'name' as const, direction: 'asc' as const }
      return (await listGroups(filter, null, { limit: 10, offset: 0 })).rows[0]?.queueWarning
    }
    await makeConversation(id)
    expect(await warning()).toBeNull()
    await makeConversation(id)
    expect(await warning()).toBe('length')
  })

  it('that fails half-way leaves nothing behind', async () => {
    const settings = settingsOf()
    const limits = [{ agentId: newId(), capacity: 3, version: 1 }]
    const failing = createGroup(admin, { ...settings, agentLimits: limits })
    await expect(failing).rejects.toMatchObject({ code: 'not_found' })
    expect(await one('select 1 from skill_groups where name = $1', [settings.name])).toBe(undefined)
  })

  it('conflicts when somebody was faster, and shows what stands now', async () => {
    const settings = settingsOf()
    const { id } = await make(settings)
    await update(id, 1, { ...settings, serviceLevelSeconds: 20 })
    await expect(update(id, 1, { ...settings, serviceLevelSeconds: 60 })).rejects.toMatchObject({
      code: 'conflict',
      data: { current: { version: 2, serviceLevelSeconds: 20 } },
    })
    expect((await findGroupDetail(id))?.serviceLevelSeconds).toBe(20)
  })

  it('lets exactly one of many at once win', async () => {
    const settings = settingsOf()
    const { id } = await make(settings)
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => update(id, 1, { ...settings, serviceLevelSeconds: 40 + i })),
    )
    expect(all.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect((await findGroupDetail(id))?.version).toBe(2)
  })

  it('gives a name to one group only, also when two take it at once', async () => {
    const name = `Twice ${newId()}`
    const all = await Promise.allSettled([make({ name }), make({ name: name.toUpperCase() })])
    expect(all.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = all.find((result) => result.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'duplicate', fields: [{ path: 'name', code: 'name_taken' }] })
  })

  it('lowers an agent below what they hold without breaking what runs, and dispatch gives them nobody', async () => {
    const agentId = await makeAgent({ capacity: 5, current: 4 })
    const settings = settingsOf({ members: [memberOf(agentId)] })
    const { id } = await make(settings)
    await update(id, 1, settings, [{ agentId, capacity: 2, version: 1 }])
    const row = await one('select capacity, guard, current_count, version from agents where id = $1', [
      agentId,
    ])
    expect(row).toEqual({ capacity: 2, guard: 4, current_count: 4, version: 2 })
    expect(await sortKey(id, agentId)).toBe(0)
    await expect(update(id, 1, settings, [{ agentId, capacity: 9, version: 1 }])).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('counts what a member holds in the group when they come back to it', async () => {
    const agentId = await makeAgent({ current: 1 })
    const settings = settingsOf({ members: [memberOf(agentId)] })
    const { id } = await make(settings)
    await makeConversation(id, agentId)
    await update(id, 1, { ...settings, members: [] })
    await update(id, 2, settings)
    expect((await findGroupDetail(id))?.members[0]?.current).toBe(1)
  })

  it('is refused to a supervisor of other groups', async () => {
    const settings = settingsOf()
    const { id } = await make(settings)
    const outsider = groupLead([newId()])
    const input = { id, version: 1, group: { ...settings, description: 'x', agentLimits: [] } }
    await expect(updateGroup(outsider, input)).rejects.toMatchObject({ code: 'forbidden' })
    await updateGroup(groupLead([id]), input)
    await expect(createGroup(outsider, { ...settingsOf(), agentLimits: [] })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('the chart of groups', () => {
  const move = (id: string, version: number, parentId: string | null, who = admin) =>
    moveGroup(who, { id, version, parentId })

  it('counts what stands below a group in, and an agent of several groups once', async () => {
    const [a, b] = [await makeAgent(), await makeAgent({ status: 'offline' })]
    const top = await make({ members: [memberOf(a)] })
    const below = await make({ parentId: top.id, members: [memberOf(a), memberOf(b)], intakePaused: true })
    const deeper = await make({ parentId: below.id })
    await makeConversation(deeper.id)
    const chart = new Map((await listChart(null)).map((node) => [node.id, node]))
    expect(chart.get(top.id)).toMatchObject({
      members: 1,
      totals: { groups: 2, members: 2, online: 1, queue: 1, paused: 1 },
    })
    expect(chart.get(deeper.id)).toMatchObject({ parentId: below.id, totals: { groups: 0, queue: 1 } })
    const seen = await listChart([below.id, deeper.id])
    expect(seen.map(({ id, parentId }) => [id, parentId]).sort()).toEqual(
      [
        [below.id, null],
        [deeper.id, below.id],
      ].sort(),
    )
  })

  it('moves a group with an audit entry, over the version that was read, and never below itself', async () => {
    const top = await make()
    const child = await make({ parentId: top.id })
    const leaf = await make({ parentId: child.id })
    await expect(move(top.id, 1, leaf.id)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'parentId', code: 'parent_cycle' }],
    })
    await expect(move(leaf.id, 9, top.id)).rejects.toMatchObject({ code: 'conflict' })
    await move(leaf.id, 1, top.id)
    expect(await findGroupDetail(leaf.id)).toMatchObject({ parentId: top.id, version: 2 })
    expect((await historyOf(leaf.id))[0]).toMatchObject({
      action: 'updated',
      before: { parentId: child.id },
      after: { parentId: top.id },
    })
  })

  it('never closes a circle when two groups move below each other at once', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await make(), await make()]
      const outcomes = await Promise.allSettled([move(a.id, 1, b.id), move(b.id, 1, a.id)])
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    }
  })

  it('lets whoever leads some groups move one among theirs only', async () => {
    const [mine, other, foreign] = [await make(), await make(), await make()]
    const lead = groupLead([mine.id, other.id])
    await move(other.id, 1, mine.id, lead)
    await expect(move(other.id, 2, null, lead)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(move(other.id, 2, foreign.id, lead)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(move(foreign.id, 1, mine.id, lead)).rejects.toMatchObject({ code: 'forbidden' })
    const moved = { ...settingsOf(), parentId: foreign.id, agentLimits: [] }
    await expect(updateGroup(lead, { id: other.id, version: 2, group: moved })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('keeps a group above others that take customers from being disabled, and names them', async () => {
    const top = await make()
    const name = `Below ${newId()}`
    const child = await make({ name, parentId: top.id })
    await expect(setGroupDisabled(admin, { id: top.id, version: 1, disabled: true })).rejects.toMatchObject({
      code: 'in_use',
      data: { reason: 'leads_here', uses: { children: [name] } },
    })
    await setGroupDisabled(admin, { id: child.id, version: 1, disabled: true })
    await setGroupDisabled(admin, { id: top.id, version: 1, disabled: true })
  })

  it('refuses hours that do not exist, and a restore leaves them out', async () => {
    const calendarId = newId()
    await expect(make({ calendarId })).rejects.toMatchObject({
      fields: [{ path: 'calendarId', code: 'unknown_calendar' }],
    })
    await pool().query(
      `insert into calendars(id, name, time_zone, weekly, exceptions) values ($1::uuid, $1::uuid::text, 'UTC',
        '{"mon":[],"tue":[],"wed":[],"thu":[],"fri":[],"sat":[],"sun":[]}', '[]')`,
      [calendarId],
    )
    const settings = settingsOf({ calendarId })
    const { id } = await make(settings)
    await update(id, 1, { ...settings, calendarId: null })
    await pool().query('delete from calendars where id = $1', [calendarId])
    const [entry] = await historyOf(id)
    expect(await restoreGroup(admin, { entryId: entry?.id ?? '' })).toMatchObject({ leftOut: 1 })
  })
})

describe('taking a group out of use', () => {
  it('is refused with the list of what uses it', async () => {
    const { id } = await make()
    const name = `From ${newId()}`
    await make({ name, overflowGroupId: id })
    await pool().query(
      `insert into routing_rules(id, position, name, conditions, group_id) values ($1, 1, 'Returns', '{}', $2)`,
      [newId(), id],
    )
    const uses = { rules: ['Returns'], overflowOf: [name], channels: [] }
    const refused = { code: 'in_use', data: { reason: 'leads_here', uses } }
    await expect(deleteGroup(admin, { id, version: 1 })).rejects.toMatchObject(refused)
    await expect(setGroupDisabled(admin, { id, version: 1, disabled: true })).rejects.toMatchObject(refused)
  })

  it('is refused while customers wait, and deletion once there is a history', async () => {
    const { id } = await make()
    await makeConversation(id)
    await expect(setGroupDisabled(admin, { id, version: 1, disabled: true })).rejects.toMatchObject({
      data: { reason: 'has_conversations', uses: { queued: 1, open: 1 } },
    })
    await pool().query('delete from queue_entries where group_id = $1', [id])
    await setGroupDisabled(admin, { id, version: 1, disabled: true })
    await expect(deleteGroup(admin, { id, version: 2 })).rejects.toMatchObject({ code: 'in_use' })
  })
})

describe('the audit trail', () => {
  it('holds before and after, and one step brings the former state back', async () => {
    const agentId = await makeAgent()
    const settings = settingsOf({ members: [memberOf(agentId, { quality: 30 })] })
    const { id } = await make(settings)
    await update(id, 1, { ...settings, serviceLevelSeconds: 99, members: [] })
    const [entry] = await historyOf(id)
    expect(entry).toMatchObject({
      action: 'updated',
      before: { serviceLevelSeconds: 30, members: [{ agentId, quality: 30 }] },
      after: { serviceLevelSeconds: 99, members: [] },
    })
    await restoreGroup(admin, { entryId: entry?.id ?? '' })
    expect(await findGroupDetail(id)).toMatchObject({
      version: 3,
      serviceLevelSeconds: 30,
      members: [{ quality: 30 }],
    })
    expect(await sortKey(id, agentId)).toBe(30)
  })

  it('brings a deleted group back under its id, without agents who are gone', async () => {
    const [stays, leaves] = [await makeAgent(), await makeAgent()]
    const { id } = await make({ members: [memberOf(stays), memberOf(leaves)] })
    await deleteGroup(admin, { id, version: 1 })
    expect(await findGroupDetail(id)).toBe(null)
    await pool().query('delete from users where id = $1', [leaves])
    const [entry] = await historyOf(id)
    expect(await restoreGroup(admin, { entryId: entry?.id ?? '' })).toEqual({ id, leftOut: 1 })
    expect((await findGroupDetail(id))?.members.map((m) => m.agentId)).toEqual([stays])
  })

  it('cannot restore before the beginning', async () => {
    const { id } = await make()
    const [entry] = await historyOf(id)
    await expect(restoreGroup(admin, { entryId: entry?.id ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('editing many groups at once', () => {
  it('changes what it names in all of them, records each, and raises the version once', async () => {
    const agentId = await makeAgent()
    const ids = [(await make()).id, (await make({ members: [memberOf(agentId)] })).id, (await make()).id]
    const version = await configVersion()
    expect(
      await editGroups(admin, { ids, change: { kind: 'add_member', member: memberOf(agentId) } }),
    ).toEqual({
      changed: 2,
    })
    expect(await configVersion()).toBe(version + 1)
    expect((await editGroups(admin, { ids, change: { kind: 'pause' } })).changed).toBe(3)
    expect((await editGroups(admin, { ids, change: { kind: 'remove_member', agentId } })).changed).toBe(3)
    for (const id of ids) expect(await findGroupDetail(id)).toMatchObject({ intakePaused: true, members: [] })
    expect(await historyOf(ids[0] ?? '')).toHaveLength(4)
  })

  it('is refused whole when one group is out of reach', async () => {
    const ids = [(await make()).id, (await make()).id]
    const change = { kind: 'service_level', seconds: 77 } as const
    const some = groupLead(ids.slice(0, 1))
    await expect(editGroups(some, { ids, change })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(editGroups(admin, { ids: [...ids, newId()], change })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await findGroupDetail(ids[0] ?? ''))?.serviceLevelSeconds).toBe(30)
  })
})

describe('the list', () => {
  it('counts what is now, warns, and takes search text literally', async () => {
    const mark = newId()
    const online = await makeAgent({ capacity: 4 })
    const away = await makeAgent({ status: 'offline' })
    await make({ name: `a_${mark}`, members: [memberOf(online, { capacity: 2 }), memberOf(away)] })
    await make({ name: `ab${mark}`, members: [memberOf(online, { quality: 0 })] })
    const { id } = await make({ name: `ac${mark}`, intakePaused: true })
    await makeConversation(id)
    const all = { sort: 'name', direction: 'asc' } as const
    const found = await listGroups({ ...all, search: mark }, null, { limit: 10, offset: 0 })
    expect(found.rows).toMatchObject([
      { members: 2, online: 1, used: 0, places: 2, queue: 0, state: 'active', warnings: [] },
      { warnings: ['quality_zero'] },
      { queue: 1, state: 'paused', warnings: ['no_members'] },
    ])
    expect((await listGroups({ ...all, search: `a_${mark}` }, null, { limit: 10, offset: 0 })).total).toBe(1)
    expect(
      (await listGroups({ ...all, search: mark, state: 'paused' }, null, { limit: 10, offset: 0 })).total,
    ).toBe(1)
    expect((await listGroups({ ...all, memberId: away }, null, { limit: 10, offset: 0 })).total).toBe(1)
    expect((await listGroups({ ...all, search: mark }, [id], { limit: 10, offset: 0 })).total).toBe(1)
  })
})
