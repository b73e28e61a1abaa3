import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { addUser, buildScenario } from '@/server/platform/testing/scenario'
import { exportAdherence, getAdherence, getAdherenceDay } from './actions/adherence'
import { personOf, publishShift } from './testing/requests'

useTestDatabase()
afterEach(() => setClock(undefined))

let mei: Principal
let bo: Principal
let lead: Principal
let groupId: string
const hour = (h: number) => new Date(Date.UTC(2026, 10, 19) + h * 3_600_000)

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers cascade')
  const scenario = await buildScenario([{ name: '=Mei' }, { name: 'Bo' }])
  groupId = scenario.groupId
  mei = personOf(scenario.agents['=Mei'] ?? '', '=Mei', 'agent', [groupId])
  bo = personOf(scenario.agents.Bo ?? '', 'Bo', 'agent', [groupId])
  lead = personOf(await addUser('Katrin'), 'Katrin', 'supervisor')
  await publishShift(mei.userId, '2026-11-19')
  const statuses: [string, number, number | null][] = [
    ['offline', 0, 8.5],
    ['online', 8.5, 12],
    ['busy', 12, 12.5],
    ['online', 12.5, 16],
    ['offline', 16, null],
  ]
  for (const [status, from, until] of statuses)
    await pool().query(
      `insert into agent_status_spans(id, agent_id, status, source, from_at, until_at) values ($1, $2, $3, 'choice', $4, $5)`,
      [newId(), mei.userId, status, hour(from), until === null ? null : hour(until)],
    )
  setClock(() => hour(48))
})

const input = (changes: object = {}) => ({
  ...{ from: '2026-11-18', days: 3, groupId: null, page: 1, pageSize: 25, ...changes },
})

describe('adherence of agents', () => {
  it('is measured by day from the published plan and the status history', async () => {
    const { rows, days, total } = await getAdherence(lead, input())
    expect(days).toEqual(['2026-11-18', '2026-11-19', '2026-11-20'])
    expect([total, rows.map(({ name }) => name)]).toEqual([1, ['=Mei']])
    expect(rows[0]?.days[1]).toEqual({
      ...{ day: '2026-11-19', scheduledMs: 8 * 3_600_000, inMs: 7.5 * 3_600_000 },
      ...{ lateMs: 1_800_000, earlyMs: 0, absent: 0 },
    })
    expect(rows[0]?.days[0]?.scheduledMs).toBe(0)
    const day = await getAdherenceDay(lead, { agentId: mei.userId, day: '2026-11-19' })
    expect(day.out).toEqual([
      { planned: 'shift', status: 'offline', source: 'choice', reason: null, ms: 1_800_000 },
    ])
    expect(day.stretches.filter(({ inAdherence }) => !inAdherence)).toMatchObject([
      { from: '2026-11-19T08:00:00.000Z', until: '2026-11-19T08:30:00.000Z' },
    ])
  })

  it('is shown to oneself, and to others within their scope', async () => {
    expect((await getAdherence(mei, input())).total).toBe(1)
    expect((await getAdherence(bo, input())).total).toBe(0)
    const day = { agentId: mei.userId, day: '2026-11-19' }
    await expect(getAdherenceDay(mei, day)).resolves.toMatchObject({ name: '=Mei' })
    await expect(getAdherenceDay(bo, day)).rejects.toMatchObject({ code: 'not_found' })
    const narrow = (groups: string[]): Principal => ({
      ...{ ...lead, permissions: { 'schedules.read': 'group' }, scopeGroupIds: groups },
    })
    expect((await getAdherence(narrow([groupId]), input())).total).toBe(1)
    expect((await getAdherence(narrow([]), input())).total).toBe(0)
    expect((await getAdherence(narrow([]), input({ groupId }))).total).toBe(0)
    await expect(getAdherenceDay(narrow([]), day)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('leaves as a file in which no name is a formula', async () => {
    let text = ''
    for await (const piece of exportAdherence(lead, input())) text += piece
    expect(text.trimEnd().split('\r\n').slice(1)).toEqual(["'=Mei,2026-11-19,480,450,0.938,30,0,0"])
  })
})
