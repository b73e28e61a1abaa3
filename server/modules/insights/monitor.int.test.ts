import { beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '@/server/access'
import { setClock } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { useTestDatabase } from '@/server/platform/testing/database'
import { getMonitor, getMonitorDay } from './actions/get-monitor'
import { listMonitorRows } from './actions/list-monitor-rows'
import { type MonitorView, monitorDayInput, monitorInput, monitorRowsInput } from './contract'
import { type Rows, randomHistory, storeHistory } from './testing/random-history'

useTestDatabase()

const now = Date.UTC(2026, 10, 20, 15, 0, 0)
const hour = 3_600_000
const manager: Principal = {
  ...{ userId: '00000000-0000-7000-8000-000000000001', name: 'M', agentId: null, roles: [], groupIds: [] },
  permissions: { 'monitor.read': 'all', 'reports.read': 'all' },
  scopeGroupIds: [],
}
const whole = monitorInput.parse({ queueLimit: 200, agentLimit: 200, groupLimit: 200 })
let rows: Rows
let view: MonitorView

beforeAll(async () => {
  rows = randomHistory(5, [now - 2 * hour, now - hour], 150)
  for (const c of rows.conversations) {
    if (c.ended_at !== null && c.ended_at > now) c.ended_at = null
    if (c.first_assigned_at !== null && c.first_assigned_at > now) c.first_assigned_at = null
  }
  const seen = new Set<string>()
  rows.conversations = rows.conversations.filter(
    ({ thread_id, ended_at }) => ended_at !== null || (!seen.has(thread_id) && seen.add(thread_id)),
  )
  rows.conversations = rows.conversations.filter((c) => c.created_at <= now)
  const kept = new Set(rows.conversations.map((c) => c.id))
  for (const list of ['messages', 'assignments', 'rounds', 'ratings', 'alarms'] as const) {
    rows[list] = rows[list].filter(
      (row) => row.conversation_id === null || kept.has(row.conversation_id),
    ) as never
  }
  await storeHistory(pool(), rows)
  await pool().query(`insert into queue_entries(conversation_id, group_id, neg_priority, entered_at)
    select id, coalesce(group_id, (select id from skill_groups limit 1)), -(number % 3), entered_at from conversations
    where status = 'queued' and entered_at is not null`)
  setClock(() => new Date(now))
  view = await getMonitor(manager, whole)
})

describe('the monitor', () => {
  const came = () =>
    rows.conversations.filter((c) => {
      const thread = rows.threads.find((t) => t.id === c.thread_id)
      return c.entered_at !== null && c.entered_at < now + 300_000 && thread?.initiator === 'customer'
    })

  it('counts today by the slot of entry, as a naive count of the raw rows does', async () => {
    const today = came().filter((c) => c.entered_at! >= Date.UTC(2026, 10, 20))
    const live = today.filter((c) => c.creation_type !== 'offline')
    expect(view.figures.inflowToday).toBe(today.length)
    expect(view.figures.answeredToday).toBe(live.filter((c) => c.first_assigned_at !== null).length)
    expect(view.figures.abandonedToday).toBe(live.filter((c) => c.abandoned).length)
    const day = await getMonitorDay(manager, monitorDayInput.parse(undefined))
    for (const slot of day.slots) {
      const inSlot = today.filter((c) => c.entered_at! >= slot.at && c.entered_at! < slot.at + 300_000)
      expect(slot.now?.inflow ?? 0).toBe(inSlot.length)
    }
    expect(today.length).toBeGreaterThan(20)
  })

  it('opens behind each figure exactly as many rows as it says, wherever one pages', async () => {
    const of = async (figure: string, more = {}) =>
      listMonitorRows(manager, monitorRowsInput.parse({ of: figure, limit: 200, ...more }))
    const { figures } = view
    const counts = {
      ...{ inflow_today: figures.inflowToday, answered_today: figures.answeredToday },
      ...{ abandoned_today: figures.abandonedToday, ongoing: figures.ongoing, with_bot: figures.withBot },
      ...{ awaiting_reply: figures.awaitingReply, queueing: figures.queueing, able: figures.able },
      slot_occupancy: figures.online + figures.busy,
    }
    for (const [figure, count] of Object.entries(counts)) expect((await of(figure)).total, figure).toBe(count)
    const all = await of('inflow_today')
    const paged = await Promise.all(
      [0, 1, 2].map((page) => of('inflow_today', { offset: page * 10, limit: 10 })),
    )
    const ids = (pages: (typeof all)[]) =>
      pages.flatMap((page) =>
        page.kind === 'conversations' ? page.rows.map((row) => row.conversationId) : [],
      )
    expect(ids(paged)).toEqual(ids([all]).slice(0, 30))
  })

  it('lays the same weekday of four weeks beside it, as a naive count does', async () => {
    const day = await getMonitorDay(manager, monitorDayInput.parse(undefined))
    const dayMs = 24 * hour
    const first = Math.min(...rows.conversations.map((c) => c.entered_at ?? Infinity))
    const days = [1, 2, 3, 4]
      .map((week) => Date.UTC(2026, 10, 20) - week * 7 * dayMs)
      .filter((d) => first < d + dayMs)
    expect(day.usualDays).toBe(days.length)
    for (const slot of day.slots) {
      const offset = slot.at - Date.UTC(2026, 10, 20)
      const usual = days.flatMap((from) =>
        came().filter((c) => c.entered_at! >= from + offset && c.entered_at! < from + offset + 300_000),
      )
      expect(slot.usual?.inflow ?? 0).toBeCloseTo(days.length === 0 ? 0 : usual.length / days.length, 10)
    }
  })

  it('shows how many stood in the queue and were served at each moment of the last hour', () => {
    const live = rows.conversations.filter((c) => c.creation_type !== 'offline' && c.entered_at !== null)
    for (const point of view.trend) {
      const open = live.filter((c) => c.entered_at! <= point.at && (c.ended_at ?? Infinity) > point.at)
      const queued = open.filter((c) => (c.first_assigned_at ?? c.ended_at ?? Infinity) > point.at)
      expect(point.queueing).toBe(queued.length)
      expect(point.ongoing).toBe(
        open.filter((c) => c.first_assigned_at !== null && c.first_assigned_at <= point.at).length,
      )
      expect(point.longestWaitMs).toBe(Math.max(0, ...queued.map((c) => point.at - c.entered_at!)))
    }
  })

  it('numbers the places of each queue by priority, then entry', () => {
    expect(view.waiting.total).toBe(view.waiting.rows.length)
    expect(view.waiting.total).toBeGreaterThan(3)
    for (const groupId of new Set(view.waiting.rows.map((row) => row.groupId))) {
      const places = view.waiting.rows
        .filter((row) => row.groupId === groupId)
        .sort((a, b) => a.position - b.position)
      expect(places.map((row) => row.position)).toEqual(places.map((_, index) => index + 1))
      places.slice(1).forEach((row, index) => {
        const before = places[index]!
        expect(
          before.priority > row.priority ||
            (before.priority === row.priority && before.enteredAt <= row.enteredAt),
        ).toBe(true)
      })
    }
  })

  it('reads once for all who watch within a second, and refuses whoever may not see it', async () => {
    await pool().query('delete from queue_entries')
    expect((await getMonitor(manager, whole)).waiting.total).toBe(view.waiting.total)
    setClock(() => new Date(now + 1_000))
    expect((await getMonitor(manager)).waiting).toEqual({ rows: [], total: 0 })
    await expect(getMonitor({ ...manager, permissions: {} })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the monitor of one group', () => {
  it('takes those below it in unless that is declined, and never what the scope does not cover', async () => {
    const child = rows.groups.find(({ parent_id }) => parent_id !== null)!
    const top = child.parent_id!
    const groupsOf = (seen: MonitorView) => new Set(seen.agents.rows.flatMap((agent) => agent.groupIds))
    const asked = (groupId: string, subGroups: boolean, who = manager) =>
      getMonitor(who, monitorInput.parse({ groupId, subGroups, agentLimit: 200 }))
    const both = await asked(top, true)
    const alone = await asked(top, false)
    const below = await asked(child.id, false)
    expect(both.figures.ongoing).toBeGreaterThanOrEqual(alone.figures.ongoing + below.figures.ongoing)
    expect(both.agents.total).toBeGreaterThanOrEqual(below.agents.total)
    for (const agent of alone.agents.rows) expect(agent.groupIds).toContain(top)
    expect(groupsOf(below).has(child.id) || below.agents.total === 0).toBe(true)
    const lead = { ...manager, permissions: { 'monitor.read': 'group' as const }, scopeGroupIds: [child.id] }
    expect((await asked(top, true, lead)).agents).toEqual(below.agents)
    expect((await asked(top, false, lead)).agents.rows).toEqual([])
  })
})
