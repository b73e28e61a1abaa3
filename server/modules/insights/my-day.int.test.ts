import { beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { getMonitor, getMonitorDay } from './actions/get-monitor'
import { getMyDay, getMyNow, listMyRows } from './actions/get-my-day'
import {
  type MetricKey,
  type MonitorSlot,
  type MyDay,
  metrics,
  monitorDayInput,
  monitorInput,
  type OwnSpan,
  ownMetrics,
} from './contract'
import { answerNaively } from './testing/naive-metrics'
import { type Rows, randomHistory, storeHistory } from './testing/random-history'

useTestDatabase()

const now = Date.UTC(2026, 10, 20, 15, 0, 0)
const [hour, day] = [3_600_000, 86_400_000]
const midnight = Date.UTC(2026, 10, 20)
let rows: Rows
let me: Principal
let own: MyDay

const principal = (changes: Partial<Principal>): Principal => ({
  ...{ userId: '00000000-0000-7000-8000-000000000001', name: 'M', agentId: null, roles: [], groupIds: [] },
  ...{ permissions: {}, scopeGroupIds: [] },
  ...changes,
})

beforeAll(async () => {
  rows = randomHistory(
    9,
    [now - 2 * hour, now - 7 * day - 3 * hour, now - 14 * day - hour, now - 21 * day],
    600,
  )
  const seen = new Set<string>()
  rows.conversations = rows.conversations.filter(
    ({ thread_id, ended_at }) => ended_at !== null || (!seen.has(thread_id) && seen.add(thread_id)),
  )
  const kept = new Set(rows.conversations.map((c) => c.id))
  for (const list of ['messages', 'assignments', 'rounds', 'ratings'] as const)
    rows[list] = rows[list].filter((row) => kept.has(row.conversation_id)) as never
  await storeHistory(pool(), rows)
  await pool().query(
    `insert into organization(id, name, time_zone) values (1, 'T', 'UTC') on conflict (id) do update set time_zone = 'UTC'`,
  )
  setClock(() => new Date(now))
  const agentId = rows.agents[0]!
  me = principal({ userId: agentId, agentId, permissions: { 'agent.receive': 'own' } })
  own = await getMyDay(me)
})

const naive = (from: number, until: number) =>
  answerNaively(rows, {
    ...{ from, until, now, timeZone: 'UTC', by: 'day', groupIds: [], agentIds: [me.userId], channelIds: [] },
  }).total

const divided = (key: MetricKey, n: number | null, d: number | null) =>
  metrics[key].form === 'single' ? n : n === null || !d ? null : n / d

function expectSpan(span: OwnSpan, from: number): void {
  const present = naive(from, now)
  for (const key of ownMetrics) {
    const [n, d] = present.get(key) ?? [null, null]
    expect([key, span.values[key]?.value ?? null]).toEqual([key, divided(key, n, d)])
  }
  const earlier = [1, 2, 3, 4]
    .map((week) => naive(from - week * 7 * day, now - week * 7 * day))
    .filter((one) => ownMetrics.some((key) => one.get(key)?.some((n) => (n ?? 0) > 0)))
  expect(span.usualWeeks).toBe(earlier.length)
  for (const key of ownMetrics) {
    const pairs = earlier.map((one) => one.get(key) ?? [null, null])
    const add = (at: 0 | 1) => {
      const known = pairs.map((pair) => pair[at]).filter((value) => value !== null)
      return known.length === 0 ? null : known.reduce((all, value) => all + value, 0)
    }
    const n = add(0)
    const expected =
      metrics[key].form === 'single' ? n !== null && n / earlier.length : divided(key, n, add(1))
    const shown = span.usual[key]?.value ?? null
    if (typeof expected === 'number') expect(shown, key).toBeCloseTo(expected, 6)
    else expect(shown, key).toBeNull()
  }
}

describe('my day', () => {
  it('agrees with a naive recount of the raw rows, today and this week, now and in the weeks before', () => {
    expectSpan(own.today, midnight)
    expectSpan(own.week, midnight - 4 * day)
    const known = (values: OwnSpan['usual']) => ownMetrics.filter((key) => values[key]?.value != null).length
    expect(known(own.today.values)).toBeGreaterThan(5)
    expect(known(own.week.usual)).toBeGreaterThan(8)
  })

  it('opens as many rows behind a number as it counts, and only one’s own', async () => {
    const page = await listMyRows(me, {
      metric: 'conversations_handled',
      span: 'week',
      offset: 0,
      limit: 200,
    })
    expect(page.total).toBe(own.week.values.conversations_handled?.value)
    expect(page.total).toBeGreaterThan(2)
    const mine = new Set(rows.messages.filter((m) => m.sender_id === me.userId).map((m) => m.conversation_id))
    for (const row of page.rows) expect(mine.has(row.conversationId!)).toBe(true)
    const foreign = await listMyRows(me, { metric: 'offered', span: 'week', offset: 0, limit: 200 })
    expect(foreign).toEqual({ rows: [], total: 0 })
  })

  it('shows the comments of one’s own ratings, the latest first, and nobody else’s', async () => {
    const about = rows.ratings.slice(0, 60)
    for (const { conversation_id } of about)
      await pool().query('update ratings set comment = $2 where conversation_id = $1', [
        conversation_id,
        'ok',
      ])
    const { comments } = await getMyDay(me)
    const expected = about
      .filter(({ agent_id }) => agent_id === me.userId)
      .sort((a, b) => b.created_at - a.created_at)
    expect(comments.map(({ at }) => at)).toEqual(expected.slice(0, 20).map(({ created_at }) => created_at))
    expect(comments.length).toBeGreaterThan(2)
  })

  it('is quiet for a newcomer, and refused to whoever receives nothing', async () => {
    const { rows: found } = await pool().query<{ id: string }>(
      `with u as (insert into users(id, email, name, updated_at) values (gen_random_uuid(), 'n@x', 'N', now()) returning id)
       insert into agents(id, public_name) select id, 'N' from u returning id`,
    )
    const agentId = found[0]!.id
    const fresh = await getMyDay(
      principal({ userId: agentId, agentId, permissions: { 'agent.receive': 'own' } }),
    )
    expect([fresh.today.usualWeeks, fresh.week.usualWeeks, fresh.comments]).toEqual([0, 0, []])
    expect(fresh.today.values.conversations_handled?.value).toBe(0)
    expect(fresh.today.values.csat?.value).toBeNull()
    await expect(getMyDay(principal({}))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('says how one stands now, as the monitor says it of one', async () => {
    const watching = principal({ permissions: { 'monitor.read': 'all' } })
    const { agents } = await getMonitor(
      watching,
      monitorInput.parse({ agentState: 'offline', agentLimit: 200 }),
    )
    const shown = agents.rows.find(({ id }) => id === me.userId)
    expect(await getMyNow(me)).toMatchObject({
      ...{ status: shown?.status, current: shown?.current, limit: shown?.limit },
      ...{ awaitingReply: shown?.awaitingReply, awaitingSince: shown?.awaitingSince },
    })
  })
})

describe('what is usual', () => {
  it('is the mean of the same weekday as a naive count finds it', async () => {
    const { slots, usualDays } = await getMonitorDay(
      principal({ permissions: { 'monitor.read': 'all' } }),
      monitorDayInput.parse(undefined),
    )
    expect(usualDays).toBe(3)
    const came = rows.conversations.filter(
      (c) =>
        c.entered_at !== null && rows.threads.find((t) => t.id === c.thread_id)?.initiator === 'customer',
    )
    const usual = ({ at }: MonitorSlot) =>
      [7, 14, 21].flatMap((days) =>
        came.filter((c) => c.entered_at! >= at - days * day && c.entered_at! < at - days * day + 300_000),
      )
    for (const slot of slots) {
      expect(slot.usual?.inflow).toBe(usual(slot).length / 3)
      const live = usual(slot).filter((c) => c.creation_type !== 'offline')
      expect(slot.usual?.answered).toBe(live.filter((c) => c.first_assigned_at !== null).length / 3)
    }
    expect(slots.reduce((all, slot) => all + (slot.usual?.inflow ?? 0), 0)).toBeGreaterThan(5)
  })
})
