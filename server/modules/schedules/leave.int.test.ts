import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addUser, buildScenario } from '@/server/platform/testing/scenario'
import { getStatus } from '../workforce'
import { enterLeave, requestLeave, withdrawLeave } from './actions/ask-leave'
import { cancelLeave, decideLeave } from './actions/decide-leave'
import { getLeaveEffect } from './actions/leave-effect'
import { decideMany, getAway, listRequests } from './actions/list-requests'
import type { LeaveTimes } from './contract'
import { personOf, publishShift } from './testing/requests'

useTestDatabase()

const NOW = Date.UTC(2026, 10, 21, 9)
let mei: Principal
let bo: Principal
let lead: Principal
let groupId: string

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers, roles, audit_entries cascade')
  const scenario = await buildScenario([{ name: 'Mei' }, { name: 'Bo' }])
  groupId = scenario.groupId
  mei = personOf(scenario.agents.Mei ?? '', 'Mei', 'agent', [groupId])
  bo = personOf(scenario.agents.Bo ?? '', 'Bo', 'agent', [groupId])
  lead = personOf(await addUser('Katrin'), 'Katrin', 'supervisor')
  await pool().query(
    `with r as (insert into roles(id, key, name, permissions) values (gen_random_uuid(), 'lead', 'Lead', '{"leave.approve":"all"}') returning id)
     insert into user_roles(user_id, role_id) select $1, id from r`,
    [lead.userId],
  )
  setClock(() => new Date(NOW))
})
afterEach(() => setClock(undefined))

const days = (firstDay: string, lastDay = firstDay): LeaveTimes => ({ kind: 'days', firstDay, lastDay })
const ask = (times: LeaveTimes, who = mei) => requestLeave(who, { kind: 'vacation', times, note: '' })
const approve = (id: string, version = 1, by = lead) =>
  decideLeave(by, { id, version, approve: true, note: 'Enjoy' })
const spans = async () =>
  (await pool().query('select agent_id, kind, starts_at, ends_at from shifts where leave_id is not null'))
    .rows
const notices = async () =>
  (await pool().query('select user_id, kind from notices order by at, id')).rows.map((row) => [
    row.user_id,
    row.kind,
  ])

describe('leave', () => {
  it('is asked for, told to those who decide, approved, stands over the roster, and can be cancelled', async () => {
    const { id } = await ask(days('2026-12-01', '2026-12-03'))
    expect(await notices()).toEqual([[lead.userId, 'leave_requested']])
    expect(await spans()).toEqual([])
    await approve(id)
    expect(await spans()).toEqual([
      {
        ...{ agent_id: mei.userId, kind: 'leave' },
        starts_at: new Date('2026-12-01T00:00:00Z'),
        ends_at: new Date('2026-12-04T00:00:00Z'),
      },
    ])
    await cancelLeave(lead, { id, version: 2 })
    expect(await spans()).toEqual([])
    expect((await notices()).slice(1)).toEqual([
      [mei.userId, 'leave_approved'],
      [mei.userId, 'leave_cancelled'],
    ])
    const audit = await pool().query('select action, before, after from audit_entries order by at, id')
    expect(audit.rows.map(({ action, before, after }) => [action, before?.status, after?.status])).toEqual([
      ['created', undefined, 'requested'],
      ['approved', 'requested', 'approved'],
      ['withdrawn', 'approved', 'withdrawn'],
    ])
  })

  it('takes effect at once for somebody who is on', async () => {
    await pool().query('update agents set choice = null where id = $1', [mei.userId])
    await publishShift(mei.userId, '2026-11-21')
    const { id } = await ask({ kind: 'hours', day: '2026-11-21', from: 9 * 60, until: 12 * 60 })
    await approve(id)
    expect(await getStatus(mei.userId)).toMatchObject({ status: 'offline', source: 'roster' })
    await cancelLeave(lead, { id, version: 2 })
    expect(await getStatus(mei.userId)).toMatchObject({ status: 'online', source: 'roster' })
  })

  it('that overlaps another is refused, also when two are asked for or approved at the same time', async () => {
    const asked = await Promise.allSettled([ask(days('2026-12-01', '2026-12-03')), ask(days('2026-12-03'))])
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(ask(days('2026-12-02', '2026-12-03'))).rejects.toMatchObject({
      code: 'conflict',
      data: { reason: 'leave_overlaps' },
    })
    await ask(days('2026-12-04'))
    await ask(days('2026-12-03'), bo)
  })

  it('is decided once, whoever decides at the same time, and not by the one who asks', async () => {
    const { id } = await ask(days('2026-12-01'))
    const both = await Promise.allSettled([
      approve(id),
      decideLeave(lead, { id, version: 1, approve: false, note: '' }),
      withdrawLeave(mei, { id, version: 1 }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of both)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' })
    const own = { ...mei, permissions: { ...mei.permissions, 'leave.approve': 'all' as const } }
    const other = await ask(days('2026-12-09'))
    await expect(approve(other.id, 1, own)).rejects.toMatchObject({ data: { reason: 'own' } })
  })

  it('in the past is refused with its field; sick leave may lie some days back', async () => {
    await expect(ask(days('2026-11-20'))).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'times.firstDay', code: 'leave_past' }],
    })
    await requestLeave(mei, { kind: 'sick', times: days('2026-11-10'), note: 'flu' })
  })

  it('is seen and decided only within the scope; anybody else finds nothing', async () => {
    const { id } = await ask(days('2026-12-01'))
    const narrow = (groups: string[]): Principal => ({
      ...{ ...lead, permissions: { 'leave.approve': 'group' }, scopeGroupIds: groups },
    })
    await expect(approve(id, 1, narrow([]))).rejects.toMatchObject({ code: 'not_found' })
    await expect(getLeaveEffect(narrow([]), id)).rejects.toMatchObject({ code: 'not_found' })
    const input = {
      state: 'open' as const,
      ...{ sort: 'requested' as const, direction: 'asc' as const, page: 1, pageSize: 25 },
    }
    expect((await listRequests(narrow([]), input)).total).toBe(0)
    expect((await listRequests(narrow([groupId]), input)).rows[0]?.leave).toMatchObject({
      ...{ id, name: 'Mei', status: 'requested', times: days('2026-12-01') },
    })
    const week = { from: '2026-11-30', days: 7 }
    expect((await getAway(narrow([]), week)).people).toEqual([])
    expect((await getAway(narrow([groupId]), week)).people.map(({ name }) => name)).toEqual(['Mei'])
    await expect(withdrawLeave(bo, { id, version: 1 })).rejects.toMatchObject({ code: 'not_found' })
    await approve(id, 1, narrow([groupId]))
  })

  it('shows what it collides with: shifts, others away, and where too few are left', async () => {
    const entryId = await publishShift(mei.userId, '2026-12-01')
    await pool().query(
      'insert into coverage_targets(group_id, weekday, slot, agents) values ($1, 2, 16, 1), ($1, 2, 17, 1)',
      [groupId],
    )
    const others = await enterLeave(lead, {
      ...{ agentId: bo.userId, kind: 'training', times: days('2026-12-01'), note: '' },
    })
    expect(others.id).toBeTruthy()
    const { id } = await ask(days('2026-12-01'))
    const effect = await getLeaveEffect(lead, id)
    expect(effect.shifts).toMatchObject([{ entryId, startsAt: '2026-12-01T08:00:00.000Z' }])
    expect(effect.away).toEqual(['Bo'])
    expect(effect.short).toMatchObject([
      { from: '2026-12-01T08:00:00.000Z', until: '2026-12-01T09:00:00.000Z', left: 0, target: 1 },
    ])
  })

  it('is decided in bulk, each for itself', async () => {
    const [a, b] = [await ask(days('2026-12-01')), await ask(days('2026-12-05'))]
    await withdrawLeave(mei, { id: b.id, version: 1 })
    const items = [a.id, b.id].map((id) => ({ type: 'leave' as const, id, version: 1 }))
    const done = await decideMany(lead, { items, approve: true, note: '' })
    expect(done.map(({ done: ok, code }) => [ok, code])).toEqual([
      [true, null],
      [false, 'stale'],
    ])
  })
})
