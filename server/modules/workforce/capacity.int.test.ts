import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario } from '@/server/platform/testing/scenario'
import { applyRamps } from './actions/apply-ramps'
import { getQualityVersions, previewQuality, publishQuality, restoreQuality } from './actions/publish-quality'
import { getCapacityBoard, previewCapacity } from './actions/read-capacity'
import { saveCapacity } from './actions/save-capacity'
import { boardPages, capacityBoardInput, qualityFormula } from './contract'
import { groupLead, one, principalOf } from './testing'

useTestDatabase()

const supervisor = principalOf('supervisor')
const zone = (name: string) => pool().query('update organization set time_zone = $1', [name])
const at = (moment: string) => setClock(() => new Date(moment))
const agentRow = (id: string) =>
  one<{ capacity: number; guard: number; current_count: number; version: number }>(
    'select * from agents where id = $1',
    [id],
  )
const readBoard = (asked: object = {}) => getCapacityBoard(supervisor, capacityBoardInput.parse(asked))
const configVersion = async () =>
  (await one<{ v: number }>('select config_version as v from organization', [])).v

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers, audit_entries cascade')
})
afterEach(() => setClock(undefined))

async function withRamp(ramp: unknown, capacity = 1) {
  const s = await buildScenario([{ name: 'Mei', capacity }])
  const id = s.agents.Mei ?? ''
  await pool().query('update agents set ramp = $2 where id = $1', [id, JSON.stringify(ramp)])
  return { ...s, id }
}

describe('limits by date', () => {
  it.each([
    ['Asia/Shanghai', '2026-03-08T15:59:59.999Z', '2026-03-08T16:00:00Z', '2026-03-09'],
    // The clocks jump from 24:00 to 01:00, so this day begins at one o'clock.
    ['Africa/Cairo', '2026-04-23T21:59:59.999Z', '2026-04-23T22:00:00Z', '2026-04-24'],
    ['America/New_York', '2026-11-01T03:59:59.999Z', '2026-11-01T04:00:00Z', '2026-11-01'],
  ])('begin in %s with that zone’s day', async (name, before, midnight, from) => {
    const { id } = await withRamp([{ from, capacity: 4 }])
    await zone(name)
    at(before)
    expect(await applyRamps()).toBe(0)
    expect((await agentRow(id)).capacity).toBe(1)
    at(midnight)
    expect(await applyRamps()).toBe(1)
    expect(await agentRow(id)).toMatchObject({ capacity: 4, guard: 4 })
    expect(await applyRamps()).toBe(0)
  })

  it('are carried out once by many processes, with one audit entry and one new version', async () => {
    const { id } = await withRamp([{ from: '2026-03-01', capacity: 3 }])
    at('2026-03-01T00:00:00Z')
    const before = await configVersion()
    await Promise.all(Array.from({ length: 5 }, () => applyRamps()))
    expect((await agentRow(id)).version).toBe(2)
    expect(await configVersion()).toBe(before + 1)
    const { rows } = await pool().query('select actor_name, before, after from audit_entries')
    expect(rows).toEqual([
      { actor_name: 'System', before: { capacity: 1 }, after: { capacity: 3, ramp: '2026-03-01' } },
    ])
  })

  it('take nothing away when they fall below what is held', async () => {
    const { id } = await withRamp([{ from: '2026-03-01', capacity: 1 }], 5)
    await pool().query('update agents set current_count = 4 where id = $1', [id])
    at('2026-03-01T00:00:00Z')
    await applyRamps()
    expect(await agentRow(id)).toMatchObject({ capacity: 1, guard: 4, current_count: 4 })
  })

  it('hold at once when saved, and yield to a limit set by hand until the next step', async () => {
    const { id } = await withRamp([])
    at('2026-03-05T12:00:00Z')
    const ramp = [
      { from: '2026-03-01', capacity: 2 },
      { from: '2026-03-10', capacity: 6 },
    ]
    const base = { agentId: id, window: null }
    await saveCapacity(supervisor, { agents: [{ ...base, version: 1, capacity: 9, ramp }], groups: [] })
    expect((await agentRow(id)).capacity).toBe(2)
    await saveCapacity(supervisor, { agents: [{ ...base, version: 2, capacity: 3, ramp }], groups: [] })
    await applyRamps()
    expect((await agentRow(id)).capacity).toBe(3)
    at('2026-03-10T00:00:00Z')
    await applyRamps()
    expect((await agentRow(id)).capacity).toBe(6)
  })
})

describe('the board of capacity', () => {
  it('comes in pages, finds by agent and by group, and holds to a group with those below', async () => {
    const s = await buildScenario(
      Array.from({ length: 30 }, (_, n) => ({ name: `Agent ${String(n).padStart(2, '0')}` })),
    )
    const child = newId()
    await pool().query(`insert into skill_groups(id, name, parent_id) values ($1, 'Below', $2)`, [
      child,
      s.groupId,
    ])
    await pool().query('insert into group_members(group_id, agent_id) values ($1, $2)', [
      child,
      s.agents['Agent 07'],
    ])
    const first = await readBoard()
    expect(first).toMatchObject({ agentTotal: 30, groupTotal: 2 })
    expect(first.agents).toHaveLength(boardPages.agents)
    const second = await readBoard({ agentPage: 2 })
    const names = [...first.agents, ...second.agents].map(({ name }) => name)
    expect(names).toEqual([...names].sort())
    expect(new Set(names).size).toBe(30)
    const found = await readBoard({ search: 'agent 07' })
    expect(found.agents.map(({ name }) => name)).toEqual(['Agent 07'])
    expect(found.groups.map(({ id }) => id)).toContain(child)
    expect((await readBoard({ search: '%' })).agentTotal).toBe(0)
    const below = await readBoard({ groupId: child })
    expect([below.agentTotal, below.groupTotal]).toEqual([1, 1])
    expect((await readBoard({ groupId: s.groupId })).groupTotal).toBe(2)
    const lead = { ...groupLead([child]), permissions: { 'groups.read': 'group' } as const }
    expect(await getCapacityBoard(lead, capacityBoardInput.parse({ groupId: s.groupId }))).toMatchObject({
      agentTotal: 1,
      groups: [{ id: child }],
    })
  })

  it('shows what a change does to coefficients without changing anything', async () => {
    const s = await buildScenario([
      { name: 'A', quality: 50 },
      { name: 'B', quality: 50 },
    ])
    const [a] = [s.agents.A ?? '']
    const before = await readBoard()
    const preview = await previewCapacity(supervisor, {
      agents: [],
      groups: [
        { groupId: s.groupId, version: 1, members: [{ agentId: a, level: 1, quality: 150, capacity: null }] },
      ],
    })
    expect(preview.effects.map(({ agentName, share }) => [agentName, share])).toEqual([
      ['A', { before: 0.5, after: 0.75 }],
      ['B', { before: 0.5, after: 0.25 }],
    ])
    expect(preview.groups).toMatchObject([{ id: s.groupId }])
    expect(await readBoard()).toEqual(before)
  })

  it('saves agents and groups together or not at all, and conflicts instead of overwriting', async () => {
    const s = await buildScenario([{ name: 'A' }, { name: 'B' }])
    const [a, b] = [s.agents.A ?? '', s.agents.B ?? '']
    const board = await readBoard()
    const group = board.groups.find((one) => one.id === s.groupId)
    const agent = { agentId: a, version: 1, capacity: 8, ramp: [], window: { limit: 3, seconds: 60 } }
    const edit = {
      groupId: s.groupId,
      version: group?.version ?? 0,
      members: [{ agentId: b, level: 2, quality: 77, capacity: 4 }],
    }
    await expect(
      saveCapacity(supervisor, { agents: [{ ...agent, version: 99 }], groups: [edit] }),
    ).rejects.toMatchObject({ code: 'conflict' })
    expect((await readBoard()).groups).toEqual(board.groups)
    const before = await configVersion()
    await saveCapacity(supervisor, { agents: [agent], groups: [edit] })
    expect(await configVersion()).toBe(before + 1)
    const after = await readBoard()
    expect(after.agents.find((one) => one.id === a)).toMatchObject({
      capacity: 8,
      window: { limit: 3, seconds: 60 },
    })
    const members = after.groups.find((one) => one.id === s.groupId)?.members
    expect(members?.find((m) => m.agentId === b)).toMatchObject({ level: 2, quality: 77, capacity: 4 })
    expect(members?.find((m) => m.agentId === a)).toMatchObject({ level: 1, quality: 10, capacity: null })
    await expect(saveCapacity(supervisor, { agents: [], groups: [edit] })).rejects.toMatchObject({
      code: 'conflict',
    })
    const foreign = {
      ...edit,
      version: edit.version + 1,
      members: [{ ...edit.members[0]!, agentId: newId() }],
    }
    await expect(saveCapacity(supervisor, { agents: [], groups: [foreign] })).rejects.toMatchObject({
      code: 'conflict',
    })
  })
})

describe('quality numbers that are published', () => {
  const period = { from: '2026-03-01T00:00:00Z', until: '2026-03-08T00:00:00Z' }
  const formula = qualityFormula.parse({ satisfactionWeight: 0, priorHours: 0, satisfaction: 'mean' })

  async function aGroup() {
    const s = await buildScenario([
      { name: 'Fast', quality: 10 },
      { name: 'Slow', quality: 30 },
    ])
    const customer = newId()
    await pool().query(`insert into customers(id, name) values ($1, 'C')`, [customer])
    const ended = { Fast: 15, Slow: 5 }
    for (const [name, count] of Object.entries(ended)) {
      await pool().query(
        `insert into agent_status_spans(id, agent_id, status, source, from_at, until_at)
         values ($1, $2, 'online', 'choice', '2026-03-02T08:00:00Z', '2026-03-02T18:00:00Z')`,
        [newId(), s.agents[name]],
      )
      for (let i = 0; i < count; i += 1) {
        const thread = newId()
        await pool().query(
          `insert into threads(id, customer_id, initiator, topic) values ($1::uuid, $2, 'customer', $1::uuid::text)`,
          [thread, customer],
        )
        await pool().query(
          `insert into conversations(id, thread_id, customer_id, channel_id, group_id, agent_id, status, creation_type, created_at, ended_at)
           values ($1, $2, $3, $4, $5, $6, 'ended', 'direct', '2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z')`,
          [newId(), thread, customer, s.channelId, s.groupId, s.agents[name]],
        )
      }
    }
    return s
  }

  it('are previewed, put into force with their terms, and can be taken back', async () => {
    const s = await aGroup()
    const preview = await previewQuality(supervisor, { groupId: s.groupId, ...period, formula })
    expect(preview.groupMean.throughput).toBe(1)
    expect(preview.rows.map((row) => [row.name, row.before, row.quality, row.onlineHours])).toEqual([
      ['Fast', 10, 150, 10],
      ['Slow', 30, 50, 10],
    ])
    expect(preview.rows.map((row) => [row.shareBefore, row.shareAfter])).toEqual([
      [0.25, 0.75],
      [0.75, 0.25],
    ])
    const read = () =>
      one<{ version: number; quality_mode: string }>('select * from skill_groups where id = $1', [s.groupId])
    const before = await configVersion()
    const input = { groupId: s.groupId, ...period, formula, version: (await read()).version }
    expect(await publishQuality(supervisor, input)).toEqual({ number: 2 })
    expect(await configVersion()).toBe(before + 1)
    expect(await read()).toMatchObject({ quality_mode: 'computed' })
    await expect(publishQuality(supervisor, input)).rejects.toMatchObject({ code: 'conflict' })
    const quality = async () =>
      (
        await pool().query('select quality from group_members where group_id = $1 order by quality', [
          s.groupId,
        ])
      ).rows
    expect(await quality()).toEqual([{ quality: 50 }, { quality: 150 }])
    const back = { groupId: s.groupId, version: (await read()).version, number: 1 }
    expect(await restoreQuality(supervisor, back)).toEqual({ number: 3 })
    expect(await quality()).toEqual([{ quality: 10 }, { quality: 30 }])
    expect(await read()).toMatchObject({ quality_mode: 'manual' })
    const versions = await getQualityVersions(supervisor, s.groupId)
    expect(versions.map(({ number, mode }) => [number, mode])).toEqual([
      [3, 'manual'],
      [2, 'computed'],
      [1, 'manual'],
    ])
    expect(versions[1]?.terms.find((term) => term.name === 'Fast')?.terms).toMatchObject({
      conversations: 15,
      onlineHours: 10,
      weight: 1.5,
    })
    const { rows } = await pool().query(
      "select count(*)::int as n from audit_entries where entity = 'skill_group'",
    )
    expect(rows).toEqual([{ n: 2 }])
  })

  it('are refused to who may not publish for this group', async () => {
    const s = await buildScenario([{ name: 'A' }])
    const lead = principalOf('supervisor', [newId()])
    const narrow = { ...lead, permissions: { ...lead.permissions, 'quality.write': 'group' as const } }
    const asked = publishQuality(narrow, { groupId: s.groupId, ...period, formula, version: 1 })
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' })
  })
})
