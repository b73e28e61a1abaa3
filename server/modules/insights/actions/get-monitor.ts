import { type Principal, scopeOf } from '@/server/access'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { singleton } from '@/server/platform/singleton'
import type { MonitorInput, MonitorView } from '../contract'
import { monitorView, type Reading, slotMs } from '../domain/monitor-view'
import { startOfDay } from '../domain/period'
import { loadTimeZone, withDescendants } from '../store/labels'
import { readAgentTrend, readToday, readTrend } from '../store/monitor-series'
import { readAgents, readOpen, readQueue } from '../store/monitor-state'

/** However many people watch, each process reads at most once in so long; the client asks every two seconds. */
const freshMs = 1_000
/** The last hour changes slowly: read anew only so often. */
const trendFreshMs = 10_000
const trendStepMs = 2 * 60_000
const trendSteps = 30

type Kept<T> = { at: number; value: Promise<T> }
type Trends = Pick<Reading, 'instants' | 'trend' | 'agentTrend'>
const kept = () => singleton('monitor', () => ({}) as { reading?: Kept<Reading>; trends?: Kept<Trends> })

/** The process metrics, at most two seconds old, for what the permission's scope covers. */
export async function getMonitor(
  principal: Principal,
  { groupId, subGroups }: MonitorInput = { groupId: null, subGroups: true },
): Promise<MonitorView> {
  const scope = scopeOf(principal, 'monitor.read')
  if (scope === null) throw new AppError('forbidden', 'You are not allowed to see the monitor.')
  const reading = await current()
  const covered = scope === 'all' ? null : principal.scopeGroupIds
  if (groupId === null) return monitorView(reading, { groupIds: covered })
  const asked = subGroups ? await withDescendants(pool(), [groupId]) : [groupId]
  return monitorView(reading, { groupIds: asked.filter((id) => covered === null || covered.includes(id)) })
}

function current(): Promise<Reading> {
  const state = kept()
  const at = nowMs()
  if (!state.reading || at - state.reading.at >= freshMs || at < state.reading.at) {
    const value = read(at)
    state.reading = { at, value }
    value.catch(() => {
      if (state.reading?.value === value) delete state.reading
    })
  }
  return state.reading.value
}

async function read(at: number): Promise<Reading> {
  const sql = pool()
  const timeZone = await loadTimeZone(sql)
  const dayFrom = startOfDay(at, timeZone)
  const [open, queue, agents, slots, trends] = await Promise.all([
    readOpen(sql),
    readQueue(sql),
    readAgents(sql, new Date(at)),
    readToday(sql, new Date(dayFrom), new Date(at + slotMs)),
    trendsAt(at),
  ])
  return {
    at,
    timeZone,
    dayFrom,
    open: open.map((row) => ({ ...row, awaitingSince: row.awaitingSince?.getTime() ?? null })),
    waiting: queue.rows.map(({ enteredAt, ...row }) => ({ ...row, enteredAt: enteredAt.getTime() })),
    agents: agents.map(({ since, ...row }) => ({ ...row, since: since.getTime() })),
    slots: slots.map((row) => ({ ...row, at: row.at.getTime() })),
    ...trends,
  }
}

function trendsAt(at: number): Promise<Trends> {
  const state = kept()
  if (!state.trends || at - state.trends.at >= trendFreshMs || at < state.trends.at) {
    const value = readTrends(at)
    state.trends = { at, value }
    value.catch(() => {
      if (state.trends?.value === value) delete state.trends
    })
  }
  return state.trends.value
}

async function readTrends(at: number): Promise<Trends> {
  const instants = Array.from({ length: trendSteps + 1 }, (_, step) => at - (trendSteps - step) * trendStepMs)
  const dates = instants.map((instant) => new Date(instant))
  const [trend, agentTrend] = await Promise.all([readTrend(pool(), dates), readAgentTrend(pool(), dates)])
  return {
    instants,
    trend: trend.map((row) => ({ ...row, at: row.at.getTime() })),
    agentTrend: agentTrend.map((row) => ({ ...row, at: row.at.getTime() })),
  }
}
