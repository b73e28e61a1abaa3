import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeOrganizationSettings } from '@/server/modules/accounts'
import { chooseStatus, connectAgent, getStatus, sweepStatuses } from '@/server/modules/workforce'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { inTransaction, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addAgent, buildScenario } from '@/server/platform/testing/scenario'
import { changeRoster } from './actions/change-roster'
import { copyPeriod, fillPeriod } from './actions/fill-roster'
import { discardRoster, previewPublication, publishEntries, publishRoster } from './actions/publish-roster'
import { readRoster } from './actions/read-roster'
import { reckonAround } from './actions/reckon-weeks'
import { createRotation } from './actions/save-rotation'
import { createTemplate } from './actions/save-template'
import { type RosterInput, rosterInput } from './contract'
import { nineToFive, planner, putOn, spansOf } from './testing'

useTestDatabase()

const lead = planner()
let at = 0
let mei = ''
let jonas = ''
let groupId = ''

/** Berlin's clocks: 09:00 there is 08:00 UTC in November. */
const setTime = (iso: string) => {
  at = Date.parse(iso)
}
const read = (changes: Partial<RosterInput> = {}) =>
  readRoster(lead, rosterInput.parse({ from: '2026-11-16', until: '2026-11-23', ...changes }))
const week = { from: '2026-11-16', until: '2026-11-23', groupId: null, search: '' }
const change = (...operations: Parameters<typeof changeRoster>[1]['operations']) =>
  changeRoster(lead, { operations })

beforeEach(async () => {
  setTime('2026-11-16T06:00:00Z')
  setClock(() => new Date(at))
  await pool().query(
    'truncate organization, users, skill_groups, customers, shift_templates, rotations, audit_entries cascade',
  )
  const scenario = await buildScenario([{ name: 'Mei', status: 'offline' }])
  groupId = scenario.groupId
  mei = scenario.agents.Mei ?? ''
  jonas = await addAgent(groupId, { name: 'Jonas', status: 'offline' })
  await pool().query("update organization set time_zone = 'Europe/Berlin'")
  await pool().query('update agents set choice = null, choice_at = null, lease_until = null')
})
afterEach(() => setClock(undefined))

describe('a batch of cells', () => {
  it('is written whole, read back, and undone by what it answers', async () => {
    const { results } = await change(
      putOn(mei, '2026-11-16'),
      putOn(jonas, '2026-11-17', { note: 'Training' }),
    )
    const page = await read()
    expect(page.entries).toHaveLength(2)
    expect(page.drafts).toBe(2)
    expect(page.shapes).toEqual([nineToFive])
    await change(
      ...results.map(({ after }) => {
        if (!after) throw new Error('nothing was written')
        return {
          kind: 'remove' as const,
          id: after.id,
          version: after.version,
          agentId: after.agentId,
          day: after.day,
        }
      }),
    )
    expect(await read()).toMatchObject({ entries: [], drafts: 0 })
  })

  it('changes nothing when one cell is another than was seen, and names that cell', async () => {
    await change(putOn(mei, '2026-11-16'))
    await expect(change(putOn(jonas, '2026-11-16'), putOn(mei, '2026-11-16'))).rejects.toMatchObject({
      code: 'conflict',
      data: { cells: [{ index: 1, agentId: mei, day: '2026-11-16', reason: 'occupied' }] },
    })
    expect((await read()).entries).toHaveLength(1)
  })

  it('of two planners who fill the same empty cell at once, one wins and the other is told', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () => change(putOn(mei, '2026-11-16'))),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await read()).entries).toHaveLength(1)
  })

  it('refuses a shift of thirty hours with the field that says so', async () => {
    const segments = [{ kind: 'work' as const, from: 480, until: 2_280 }]
    await expect(change(putOn(mei, '2026-11-16', { segments }))).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'operations.0.segments.0.until', code: 'shift_too_long' }],
    })
  })

  it('does not know agents of other groups', async () => {
    const narrow = planner({ permissions: { 'schedules.write': 'group' }, scopeGroupIds: [newId()] })
    await expect(changeRoster(narrow, { operations: [putOn(mei, '2026-11-16')] })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('shows what speaks against it, and finds only those agents when asked', async () => {
    const night = [{ kind: 'work' as const, from: 1_320, until: 1_800 }]
    await change(
      putOn(mei, '2026-11-16', { segments: night }),
      putOn(mei, '2026-11-17'),
      putOn(jonas, '2026-11-17'),
    )
    expect((await read()).conflicts).toMatchObject([{ kind: 'short_rest', minutes: 180 }])
    const only = await read({ onlyConflicts: true })
    expect(only).toMatchObject({ total: 1, agents: [{ id: mei }] })
    expect((await read({ search: 'jon' })).agents).toMatchObject([{ id: jonas }])
  })
})

describe('only conflicts', () => {
  const concerned = async () => (await read({ onlyConflicts: true })).agents.map(({ name }) => name)
  const leave = (status: string) =>
    pool().query(
      `insert into leaves(id, agent_id, kind, starts_at, ends_at, status)
       values (gen_random_uuid(), $1, 'vacation', '2026-11-17T08:00Z', '2026-11-18T08:00Z', $2)`,
      [mei, status],
    )

  beforeEach(async () => {
    await change(putOn(mei, '2026-11-17'), putOn(mei, '2026-11-19'))
    expect(await concerned()).toEqual([])
  })

  it('follow leave: asked for, approved, taken back', async () => {
    await leave('requested')
    expect(await concerned()).toEqual([])
    await pool().query("update leaves set status = 'approved'")
    expect(await concerned()).toEqual(['Mei'])
    expect((await previewPublication(lead, week)).errors).toBe(1)
    await pool().query("update leaves set status = 'withdrawn'")
    expect(await concerned()).toEqual([])
  })

  it('follow absences without a request', async () => {
    await pool().query(
      "insert into shifts(id, agent_id, kind, starts_at, ends_at) values ($1, $2, 'leave', '2026-11-01T00:00Z', '2026-12-01T00:00Z')",
      [newId(), mei],
    )
    expect(await concerned()).toEqual(['Mei'])
    await pool().query("delete from shifts where kind = 'leave'")
    expect(await concerned()).toEqual([])
  })

  it('follow the account, the rules and the zone', async () => {
    await pool().query('update agents set enabled = false where id = $1', [mei])
    expect(await concerned()).toEqual(['Mei'])
    await pool().query('update agents set enabled = true where id = $1', [mei])
    expect(await concerned()).toEqual([])
    await prisma().$transaction((tx) =>
      changeOrganizationSettings(tx, {
        roster: { longestShiftHours: 16, maxShiftHours: 10, minRestHours: 11, maxWeekHours: 10 },
      }),
    )
    expect(await concerned()).toEqual(['Mei'])
  })

  it('follow a change in the week before, a swap of agents, and a removal', async () => {
    const night = [{ kind: 'work' as const, from: 1_320, until: 1_800 }]
    await change(putOn(mei, '2026-11-16'))
    const { results } = await change(putOn(mei, '2026-11-15', { segments: night }))
    expect(await concerned()).toEqual(['Mei'])
    await pool().query("update roster_entries set agent_id = $1 where day = '2026-11-15'", [jonas])
    expect(await concerned()).toEqual([])
    await pool().query("update roster_entries set agent_id = $1 where day = '2026-11-15'", [mei])
    expect(await concerned()).toEqual(['Mei'])
    const after = results[0]?.after
    if (!after) throw new Error('nothing was written')
    await change({ kind: 'remove', id: after.id, version: after.version, agentId: mei, day: after.day })
    expect(await concerned()).toEqual([])
  })

  it('are reckoned by the watch before anybody asks', async () => {
    await change(putOn(mei, '2026-11-18'))
    const due = async () =>
      (await pool().query("select 1 from roster_weeks where week <= '2026-12-14' and basis is null")).rowCount
    expect(await due()).not.toBe(0)
    await reckonAround()
    expect(await due()).toBe(0)
  })

  it('names days of the period only', async () => {
    await change(putOn(mei, '2026-11-19', { further: true }))
    expect(await concerned()).toEqual(['Mei'])
    expect((await read({ onlyConflicts: true, until: '2026-11-19' })).agents).toEqual([])
    expect((await read({ onlyConflicts: true, from: '2026-11-20' })).agents).toEqual([])
  })

  it('what changes while it is reckoned is reckoned again', async () => {
    await change(putOn(mei, '2026-11-18'))
    const client = await pool().connect()
    await client.query('begin')
    await client.query("update roster_entries set removed_at = now() where day = '2026-11-18'")
    await client.query(
      `insert into roster_entries(id, agent_id, day, segments)
       select gen_random_uuid(), agent_id, '2026-11-17', segments from roster_entries where day = '2026-11-17'`,
    )
    expect(await concerned()).toEqual([])
    await client.query('commit')
    client.release()
    expect(await concerned()).toEqual(['Mei'])
  })
})

describe('publishing', () => {
  it('makes spans of the entries, tells each agent once, and leaves nothing to publish', async () => {
    await change(putOn(mei, '2026-11-16'), putOn(mei, '2026-11-17'), putOn(jonas, '2026-11-16'))
    expect(await previewPublication(lead, week)).toMatchObject({
      total: { added: 3, changed: 0, removed: 0 },
    })
    expect(await spansOf(mei)).toEqual([])
    await publishRoster(lead, week)
    expect(await spansOf(mei)).toEqual([
      'shift 2026-11-16T08:00 16:00',
      'break 2026-11-16T11:00 11:30',
      'shift 2026-11-17T08:00 16:00',
      'break 2026-11-17T11:00 11:30',
    ])
    const { rows } = await pool().query(
      'select user_id, kind, params from notices order by params->>$1 desc',
      ['changes'],
    )
    expect(rows).toEqual([
      {
        user_id: mei,
        kind: 'roster_published',
        params: { from: '2026-11-16', until: '2026-11-22', changes: 2 },
      },
      {
        user_id: jonas,
        kind: 'roster_published',
        params: { from: '2026-11-16', until: '2026-11-22', changes: 1 },
      },
    ])
    expect((await read()).drafts).toBe(0)
    const audit = await pool().query("select after from audit_entries where entity = 'roster'")
    expect(audit.rows).toMatchObject([{ after: { added: 3, agents: 'Jonas, Mei' } }])
  })

  it('replaces the spans of what changed, takes away those of what was removed, and keeps foreign ones', async () => {
    const { results } = await change(putOn(mei, '2026-11-16'), putOn(mei, '2026-11-17'))
    await publishRoster(lead, week)
    await pool().query(
      "insert into shifts(id, agent_id, kind, starts_at, ends_at) values ($1, $2, 'shift', '2026-11-20T08:00Z', '2026-11-20T16:00Z')",
      [newId(), mei],
    )
    const [first, second] = (await read()).entries
    if (!first || !second) throw new Error(`${results.length} entries`)
    const late = [{ kind: 'work' as const, from: 720, until: 1_200 }]
    await change(putOn(mei, first.day, { id: first.id, version: first.version, segments: late }), {
      kind: 'remove',
      id: second.id,
      version: second.version,
      agentId: mei,
      day: second.day,
    })
    expect((await read()).entries.map(({ state }) => state)).toEqual(['draft', 'removed'])
    expect(await previewPublication(lead, week)).toMatchObject({
      total: { added: 0, changed: 1, removed: 1 },
    })
    await publishRoster(lead, week)
    expect(await spansOf(mei)).toEqual(['shift 2026-11-16T11:00 19:00', 'shift 2026-11-20T08:00 16:00'])
  })

  it('drafts can be thrown away: agents and planners see again what was published', async () => {
    await change(putOn(mei, '2026-11-16'))
    await publishRoster(lead, week)
    const [entry] = (await read()).entries
    if (!entry) throw new Error('nothing was published')
    await change(
      { kind: 'remove', id: entry.id, version: entry.version, agentId: mei, day: entry.day },
      putOn(jonas, '2026-11-18'),
    )
    expect(await discardRoster(lead, week)).toEqual({ discarded: 2 })
    expect((await read()).entries).toMatchObject([{ id: entry.id, state: 'published' }])
  })

  it('publishes what it was asked for: this group, this period', async () => {
    const elsewhere = await buildScenario([{ name: 'Ana', status: 'offline' }])
    await change(
      putOn(mei, '2026-11-16'),
      putOn(mei, '2026-11-24'),
      putOn(elsewhere.agents.Ana ?? '', '2026-11-16'),
    )
    const { changes } = await publishRoster(lead, { ...week, groupId })
    expect(changes).toMatchObject([{ agentId: mei, added: 1 }])
  })
})

describe('status follows what is published', () => {
  it('a shift that has begun brings a connected agent online at once, and its removal takes them off', async () => {
    setTime('2026-11-16T09:00:00Z')
    expect(await connectAgent(mei)).toMatchObject({ status: 'offline' })
    await change(putOn(mei, '2026-11-16'))
    expect(await getStatus(mei)).toMatchObject({ status: 'offline' })
    await publishRoster(lead, week)
    expect(await getStatus(mei)).toMatchObject({ status: 'online', source: 'roster' })
    const [entry] = (await read()).entries
    if (!entry) throw new Error('nothing was published')
    await change({ kind: 'remove', id: entry.id, version: entry.version, agentId: mei, day: entry.day })
    await publishRoster(lead, week)
    expect(await getStatus(mei)).toMatchObject({ status: 'offline', source: 'roster' })
  })

  it('a process that ends between publishing and deriving leaves it to the watch', async () => {
    setTime('2026-11-16T09:00:00Z')
    await connectAgent(mei)
    await connectAgent(jonas)
    await change(putOn(mei, '2026-11-16'))
    const [entry] = (await read()).entries
    await inTransaction((tx) => publishEntries(tx, [entry?.id ?? '']))
    expect(await getStatus(mei)).toMatchObject({ status: 'offline' })
    await sweepStatuses(at, at)
    expect(await getStatus(mei)).toMatchObject({ status: 'online', source: 'roster' })
    expect((await pool().query('select 1 from status_due')).rows).toEqual([])
  })

  it('a choice made after the boundary stays, whatever is published for later', async () => {
    setTime('2026-11-16T09:00:00Z')
    await chooseStatus(mei, 'busy', null, 'self')
    await change(putOn(mei, '2026-11-18'))
    await publishRoster(lead, week)
    expect(await getStatus(mei)).toMatchObject({ status: 'busy', source: 'choice' })
  })

  it.each([
    [
      'in the night in which the clocks go back',
      '2026-10-24',
      '2026-10-25T04:59:59Z',
      '2026-10-25T05:00:00Z',
    ],
    ['in the night in which they go forward', '2027-03-27', '2027-03-28T03:59:59Z', '2027-03-28T04:00:00Z'],
  ])('a night ends at six by the wall clock, %s', async (_, day, before, after) => {
    setTime(`${day}T12:00:00Z`)
    await change(putOn(mei, day, { segments: [{ kind: 'work', from: 1_320, until: 1_800 }] }))
    const next = new Date(Date.parse(day) + 172_800_000).toISOString().slice(0, 10)
    await publishRoster(lead, { ...week, from: day, until: next })
    setTime(before)
    expect(await connectAgent(mei)).toMatchObject({ status: 'online', source: 'roster' })
    setTime(after)
    expect(await connectAgent(mei)).toMatchObject({ status: 'offline', reason: 'shift_ended' })
  })

  it('a leave of many weeks covers the shifts under it, however many there are', async () => {
    const days = Array.from({ length: 60 }, (_, i) =>
      new Date(Date.parse('2026-09-20') + i * 86_400_000).toISOString().slice(0, 10),
    )
    await change(...days.map((day) => putOn(mei, day)))
    await publishRoster(lead, { ...week, from: '2026-09-20', until: '2026-10-25' })
    await publishRoster(lead, { ...week, from: '2026-10-25', until: '2026-11-23' })
    await pool().query(
      "insert into shifts(id, agent_id, kind, starts_at, ends_at) values ($1, $2, 'leave', '2026-09-20T00:00Z', '2026-12-01T00:00Z')",
      [newId(), mei],
    )
    setTime('2026-11-16T09:00:00Z')
    expect(await connectAgent(mei)).toMatchObject({ status: 'offline', source: 'roster', reason: 'leave' })
  })
})

describe('filling a period', () => {
  const early = { name: 'Early', code: 'E', color: 'blue' as const, segments: nineToFive }
  const fill = { ...week, rotationId: null, replace: false, dryRun: false }

  it('writes the rotation, leaves what was planned by hand, and says so before', async () => {
    const { id: templateId } = await createTemplate(lead, early)
    const members = [{ agentId: mei, startsOn: '2026-11-16', untilOn: null, offsetDays: 0 }]
    await createRotation(lead, { name: 'Two on, one off', days: [templateId, templateId, null], members })
    await change(putOn(mei, '2026-11-17', { note: 'by hand' }))
    const trial = await fillPeriod(lead, { ...fill, dryRun: true })
    expect(trial).toMatchObject({ planned: 4, kept: 1, replaced: 0, agents: 1, applied: false })
    expect((await read()).entries).toHaveLength(1)
    await fillPeriod(lead, fill)
    const page = await read()
    expect(page.entries.map(({ day }) => day.slice(8))).toEqual(['16', '17', '19', '20', '22'])
    expect(page.entries[1]).toMatchObject({ note: 'by hand', templateId: null })
    expect(await fillPeriod(lead, fill)).toMatchObject({ planned: 0, kept: 5 })
    expect(await fillPeriod(lead, { ...fill, replace: true })).toMatchObject({
      planned: 0,
      replaced: 1,
      kept: 0,
    })
  })

  it('copies a week to the next, day by day', async () => {
    await change(putOn(mei, '2026-11-16'), putOn(jonas, '2026-11-20', { note: 'late bus' }))
    const copy = {
      groupId: null,
      search: '',
      from: '2026-11-16',
      to: '2026-11-23',
      days: 7,
      replace: false,
      dryRun: false,
    }
    expect(await copyPeriod(lead, copy)).toMatchObject({ planned: 2, applied: true })
    const next = await read({ from: '2026-11-23', until: '2026-11-30' })
    expect(next.entries.map(({ agentId, day, note }) => [agentId === mei, day, note])).toEqual(
      expect.arrayContaining([
        [true, '2026-11-23', ''],
        [false, '2026-11-27', 'late bus'],
      ]),
    )
  })
})
