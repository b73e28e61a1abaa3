import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import { useTestDatabase } from '@/server/platform/testing/database'
import { buildScenario } from '@/server/platform/testing/scenario'
import { chooseStatus, connectAgent, getStatus, getStatusHistory } from '.'
import { createBusyReason, orderBusyReasons, updateBusyReason } from './actions/configure-busy-reasons'
import { sweepStatuses } from './actions/watch-status'
import { listBusyReasons } from './store/busy-reasons'
import { principalOf } from './testing'

useTestDatabase()

const START = Date.UTC(2026, 5, 1, 9)
const iso = (at: number) => new Date(at).toISOString()

async function anAgent(): Promise<{ id: string; groupId: string }> {
  const { agents, groupId } = await buildScenario([{ name: 'Mei', status: 'offline' }])
  const id = agents.Mei ?? ''
  await pool().query(
    'update agents set choice = null, choice_at = null, lease_until = null, status_since = $2 where id = $1',
    [id, new Date(START)],
  )
  return { id, groupId }
}

beforeEach(async () => {
  await pool().query('truncate organization, users, skill_groups, customers cascade')
})
afterEach(() => setClock(undefined))

describe('the history of a status', () => {
  it('has neither gap nor overlap when changes race and the clock jumps', async () => {
    const { id } = await anAgent()
    let seed = 7
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed
    }
    let at = START
    // Processes' clocks differ: each reading lies up to a second around the true time.
    setClock(() => new Date(at + (next() % 2_000) - 1_000))
    const choices = ['online', 'busy', 'offline'] as const
    for (let round = 0; round < 20; round += 1) {
      at += next() % 700
      await Promise.all([
        ...Array.from({ length: 6 }, () => chooseStatus(id, choices[next() % 3] ?? 'online', null, 'self')),
        connectAgent(id),
        sweepStatuses(START, at),
      ])
    }
    const { rows } = await pool().query<{ from_at: Date; until_at: Date | null }>(
      'select from_at, until_at from agent_status_spans where agent_id = $1 order by from_at, until_at nulls last, id',
      [id],
    )
    expect(rows.length).toBeGreaterThan(20)
    for (const { from_at, until_at } of rows) {
      if (until_at) expect(until_at.getTime()).toBeGreaterThanOrEqual(from_at.getTime())
    }
    const long = rows.filter((r) => r.until_at === null || r.until_at > r.from_at)
    for (let i = 1; i < long.length; i += 1) expect(long[i]?.from_at).toEqual(long[i - 1]?.until_at)
    expect(rows.filter((r) => r.until_at === null)).toHaveLength(1)
  })

  it('adds up a day, and is shown to the agent and to those who monitor, to nobody else', async () => {
    const { id, groupId } = await anAgent()
    let at = START
    setClock(() => new Date(at))
    await chooseStatus(id, 'online', null, 'self')
    at += 5_000
    await chooseStatus(id, 'busy', 'lunch', 'self')
    at += 3_000
    await chooseStatus(id, 'online', null, 'self')
    at += 2_000
    const query = { from: iso(START - 1_000), until: iso(START + 60_000) }
    const own = { ...principalOf('agent'), userId: id, agentId: id }
    const history = await getStatusHistory(own, query)
    expect(history.spans.map(({ status, open }) => [status, open])).toEqual([
      ['online', false],
      ['busy', false],
      ['online', true],
    ])
    expect(history.totals).toEqual([
      { status: 'online', reason: null, ms: 7_000 },
      { status: 'busy', reason: 'lunch', ms: 3_000 },
    ])
    await expect(
      getStatusHistory(principalOf('supervisor'), { ...query, agentId: id }),
    ).resolves.toBeDefined()
    const lead = principalOf('supervisor', [groupId])
    const narrow = { ...lead, permissions: { ...lead.permissions, 'monitor.read': 'group' as const } }
    await expect(getStatusHistory(narrow, { ...query, agentId: id })).resolves.toBeDefined()
    const strangers = [
      principalOf('agent'),
      principalOf('quality_inspector'),
      { ...narrow, scopeGroupIds: [] },
    ]
    for (const stranger of strangers) {
      const asked = getStatusHistory({ ...stranger, agentId: newId() }, { ...query, agentId: id })
      await expect(asked).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('tells the roster’s last and next change with the status', async () => {
    const { id } = await anAgent()
    const at = START + 600_000
    setClock(() => new Date(at))
    const shift = (kind: string, from: number, until: number) =>
      pool().query('insert into shifts(id, agent_id, kind, starts_at, ends_at) values ($1, $2, $3, $4, $5)', [
        ...[newId(), id, kind, new Date(from), new Date(until)],
      ])
    await shift('shift', START, START + 3_600_000)
    await shift('break', START + 1_800_000, START + 2_400_000)
    const expected = {
      rosterSince: iso(START),
      rosterUntil: iso(START + 1_800_000),
      shiftEndsAt: iso(START + 3_600_000),
    }
    expect(await connectAgent(id)).toMatchObject({ status: 'online', source: 'roster', ...expected })
    expect(await getStatus(id)).toMatchObject(expected)
  })
})

describe('reasons to be busy', () => {
  const admin = principalOf('administrator')

  it('begin with the usual ones; a new one can be chosen, a disabled or unknown one cannot', async () => {
    const { id } = await anAgent()
    const keys = (await listBusyReasons()).map((reason) => reason.key)
    expect(keys).toEqual(['break', 'lunch', 'training', 'meeting'])
    const made = await createBusyReason(admin, {
      key: 'fire_drill',
      names: { en: 'Fire drill', zh: '消防演练' },
    })
    expect(await chooseStatus(id, 'busy', 'fire_drill', 'self')).toMatchObject({ reason: 'fire_drill' })
    await updateBusyReason(admin, { id: made.id, version: 1, names: { en: 'Drill' }, disabled: true })
    for (const reason of ['fire_drill', 'no_such']) {
      const chosen = chooseStatus(id, 'busy', reason, 'self')
      await expect(chosen).rejects.toMatchObject({ code: 'invalid_input' })
    }
    await pool().query('delete from busy_reasons where id = $1', [made.id])
  })

  it('conflict over a stale version and a stale order, keep one, and are audited', async () => {
    await pool().query('truncate audit_entries')
    const reasons = await listBusyReasons()
    const [first] = reasons
    if (!first) throw new Error('no reasons')
    const change = { id: first.id, version: first.version, names: { en: 'Tea' }, disabled: false }
    await updateBusyReason(admin, change)
    await expect(updateBusyReason(admin, change)).rejects.toMatchObject({ code: 'conflict' })
    await expect(orderBusyReasons(admin, { ids: [first.id] })).rejects.toMatchObject({ code: 'conflict' })
    await orderBusyReasons(admin, { ids: reasons.map((reason) => reason.id).reverse() })
    expect((await listBusyReasons()).map((reason) => reason.id)).toEqual(reasons.map((r) => r.id).reverse())
    for (const reason of (await listBusyReasons()).slice(1))
      await updateBusyReason(admin, { ...reason, names: { en: reason.key }, disabled: true })
    const [last] = await listBusyReasons()
    const all = updateBusyReason(admin, { ...last!, names: { en: 'x' }, disabled: true })
    await expect(all).rejects.toMatchObject({ code: 'invalid_state' })
    const { rows } = await pool().query('select action, before, after from audit_entries order by at, id')
    expect(rows.map((row) => row.action)).toEqual([
      'updated',
      'reordered',
      'disabled',
      'disabled',
      'disabled',
    ])
    expect(rows[0].after).toMatchObject({ key: 'break', names: { en: 'Tea' } })
  })
})
