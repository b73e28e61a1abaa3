import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario } from '@/server/platform/testing/scenario'
import { chooseStatus, connectAgent, getStatus, LEASE_MS } from '.'
import { sweepStatuses } from './actions/watch-status'
import { renewLeases } from './store/agent-status'

useTestDatabase()

const START = Date.UTC(2026, 5, 1, 9)
let at = START
const later = (ms: number) => {
  at += ms
}

async function agent(): Promise<string> {
  const { agents } = await buildScenario([{ name: 'Mei', status: 'offline' }])
  await pool().query('update agents set choice = null, choice_at = null, lease_until = null where id = $1', [
    agents.Mei,
  ])
  return agents.Mei ?? ''
}
const roster = (id: string, kind: string, from: number, until: number) =>
  pool().query('insert into shifts(id, agent_id, kind, starts_at, ends_at) values ($1, $2, $3, $4, $5)', [
    newId(),
    id,
    kind,
    new Date(from),
    new Date(until),
  ])

beforeEach(async () => {
  at = START
  setClock(() => new Date(at))
  await pool().query('truncate organization, users, skill_groups, customers cascade')
})
afterEach(() => setClock(undefined))

describe('status of an agent', () => {
  it('is offline by connection without a lease, whatever was chosen', async () => {
    const id = await agent()
    await pool().query("update agents set choice = 'online', choice_at = $2 where id = $1", [
      id,
      new Date(at),
    ])
    await sweepStatuses(0, at)
    expect(await getStatus(id)).toMatchObject({ status: 'offline' })
  })

  it('follows the choice while connected, and goes offline when the lease has run out, not before', async () => {
    const id = await agent()
    expect(await chooseStatus(id, 'online', null, 'self')).toMatchObject({
      status: 'online',
      source: 'choice',
    })
    later(LEASE_MS - 1)
    await sweepStatuses(START, at)
    expect(await getStatus(id)).toMatchObject({ status: 'online' })
    later(1)
    await sweepStatuses(START, at)
    expect(await getStatus(id)).toMatchObject({ status: 'offline', source: 'connection' })
  })

  it('comes back when the lease of an open stream is renewed after it had run out', async () => {
    const id = await agent()
    await chooseStatus(id, 'online', null, 'self')
    later(LEASE_MS)
    await sweepStatuses(START, at)
    expect(await getStatus(id)).toMatchObject({ status: 'offline', source: 'connection' })
    await renewLeases(pool(), [id], new Date(at + LEASE_MS))
    await sweepStatuses(at, at)
    expect(await getStatus(id)).toMatchObject({ status: 'online', source: 'choice' })
  })

  it('keeps status and history whole over a reload: a new stream within the lease changes nothing', async () => {
    const id = await agent()
    await chooseStatus(id, 'online', null, 'self')
    later(10_000)
    await connectAgent(id)
    const { rows } = await pool().query(
      "select status from agent_status_spans where agent_id = $1 and status <> 'offline'",
      [id],
    )
    expect(rows).toEqual([{ status: 'online' }])
  })

  it('follows the roster where nothing was chosen since its last boundary', async () => {
    const id = await agent()
    await roster(id, 'shift', START, START + 3_600_000)
    await roster(id, 'break', START + 600_000, START + 900_000)
    expect(await connectAgent(id)).toMatchObject({ status: 'online', source: 'roster' })
    later(600_000)
    expect(await connectAgent(id)).toMatchObject({ status: 'busy', source: 'roster', reason: 'break' })
    expect(await chooseStatus(id, 'online', null, 'self')).toMatchObject({
      status: 'online',
      source: 'choice',
    })
    later(3_000_000)
    expect(await connectAgent(id)).toMatchObject({
      status: 'offline',
      source: 'roster',
      reason: 'shift_ended',
    })
  })

  it('is swept at a boundary of the roster while connected', async () => {
    const id = await agent()
    await roster(id, 'shift', START + 5_000, START + 3_600_000)
    expect(await connectAgent(id)).toMatchObject({ status: 'offline', source: 'roster' })
    later(5_000)
    await sweepStatuses(START, at)
    expect(await getStatus(id)).toMatchObject({ status: 'online', source: 'roster' })
  })

  it('leaves a history without gap or overlap, one span open', async () => {
    const id = await agent()
    await chooseStatus(id, 'online', null, 'self')
    later(1_000)
    await chooseStatus(id, 'busy', 'lunch', 'self')
    later(1_000)
    await chooseStatus(id, 'online', null, 'self')
    const { rows } = await pool().query<{ from_at: Date; until_at: Date | null; status: string }>(
      'select from_at, until_at, status from agent_status_spans where agent_id = $1 order by from_at, until_at nulls last',
      [id],
    )
    expect(rows.map((r) => r.status)).toEqual(['online', 'busy', 'online'])
    for (let i = 1; i < rows.length; i += 1) expect(rows[i]?.from_at).toEqual(rows[i - 1]?.until_at)
    expect(rows.filter((r) => r.until_at === null)).toHaveLength(1)
  })
})
