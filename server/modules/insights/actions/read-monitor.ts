import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { singleton } from '@/server/platform/singleton'
import { minuteOfDay, slotMs, type UsualSlot, usualDays } from '../domain/monitor-day'
import type { Reading, Slot } from '../domain/monitor-reading'
import type { TrendFacts } from '../domain/monitor-view'
import { startOfDay } from '../domain/period'
import { loadRecordsFrom, loadTimeZone } from '../store/labels'
import { readAgentTrend, readSlots, readTrend, type SlotRow } from '../store/monitor-series'
import { readAgents, readGroups, readOpen, readQueue } from '../store/monitor-state'

/** However many people watch, each process reads at most once in so long; the client asks every two seconds. */
const freshMs = 1_000
/** In between only what may still change of the day is counted anew; all of it so often. */
const dayFreshMs = 30_000
const trendStepMs = 2 * 60_000
const trendSteps = 30

type Kept<T> = { at: number; value: Promise<T> }
type Usual = { dayFrom: number; timeZone: string; slots: UsualSlot[]; days: number }
type TrendPoint = Pick<TrendFacts, 'talks' | 'agents'>
type State = {
  reading?: Kept<Reading>
  /** `openFrom`: everybody who came before it has been assigned or is gone. */
  day?: { at: number; dayFrom: number; openFrom: number; slots: Slot[] }
  trend: Map<number, TrendPoint>
  trendReading?: Promise<Map<number, TrendPoint>>
  usual?: { key: string; value: Promise<Usual> }
}
const kept = () => singleton('monitor', (): State => ({ trend: new Map() }))

/** Asked for once however many wait, and forgotten when it failed. */
function once<T>(
  find: () => Kept<T> | undefined,
  keep: (kept?: Kept<T>) => void,
  read: (at: number) => Promise<T>,
) {
  const at = nowMs()
  const found = find()
  if (found && at - found.at < freshMs && at >= found.at) return found.value
  const value = read(at)
  keep({ at, value })
  value.catch(() => {
    if (find()?.value === value) keep(undefined)
  })
  return value
}

export function currentReading(): Promise<Reading> {
  const state = kept()
  const keep = (reading?: Kept<Reading>) => {
    if (reading) state.reading = reading
    else delete state.reading
  }
  return once(() => state.reading, keep, readNow)
}

async function readNow(at: number): Promise<Reading> {
  const sql = pool()
  const timeZone = await loadTimeZone(sql)
  const dayFrom = startOfDay(at, timeZone)
  const queue = readQueue(sql)
  const [open, waited, agents, groups, slots] = await Promise.all([
    readOpen(sql),
    queue,
    readAgents(sql, new Date(at)),
    readGroups(sql),
    // After the queue: whoever is not settled in the counts was still found waiting, or has only just come.
    queue.then(([oldest]) => slotsAt(at, dayFrom, oldest?.enteredAt.getTime() ?? at)),
  ])
  const waiting = waited.map(({ enteredAt, ...row }) => ({ ...row, enteredAt: enteredAt.getTime() }))
  return {
    ...{ at, timeZone, dayFrom, groups, slots, waiting },
    open: open.map((row) => ({
      ...row,
      awaitingSince: row.awaitingSince?.getTime() ?? null,
      enteredAt: row.enteredAt.getTime(),
    })),
    agents: agents.map(({ since, ...row }) => ({ ...row, since: since.getTime() })),
  }
}

const toSlot = ({ at, ...row }: SlotRow): Slot => ({ ...row, at: at.getTime() })

/** Some room before the oldest, for those who came into no queue and were being assigned just then. */
const roomMs = 3 * slotMs

/**
 * A customer's part in the counts stands once they are assigned or gone; so between two whole counts only the slots
 * since the oldest who still waited then are counted again.
 */
async function slotsAt(at: number, dayFrom: number, oldestWaiting: number): Promise<Slot[]> {
  const state = kept()
  const until = new Date(at + slotMs)
  const { day } = state
  if (day && day.dayFrom === dayFrom && at >= day.at && at - day.at < dayFreshMs) {
    const settled = day.slots.filter((slot) => slot.at < day.openFrom)
    const from = new Date(Math.max(dayFrom, day.openFrom))
    return [...settled, ...(await readSlots(pool(), from, until)).map(toSlot)]
  }
  const slots = (await readSlots(pool(), new Date(dayFrom), until)).map(toSlot)
  const openFrom = Math.floor((Math.min(oldestWaiting, at) - roomMs) / slotMs) * slotMs
  state.day = { at, dayFrom, openFrom, slots }
  return slots
}

/** The last hour at fixed instants: what was so then stays, so each is read once. */
export async function currentTrend(): Promise<TrendFacts> {
  const state = kept()
  const last = Math.floor(nowMs() / trendStepMs) * trendStepMs
  const instants = Array.from(
    { length: trendSteps + 1 },
    (_, step) => last - (trendSteps - step) * trendStepMs,
  )
  for (const at of state.trend.keys()) if (!instants.includes(at)) state.trend.delete(at)
  const missing = instants.filter((at) => !state.trend.has(at))
  if (missing.length > 0) {
    state.trendReading ??= readPoints(missing).finally(() => {
      delete state.trendReading
    })
    for (const [at, point] of await state.trendReading) state.trend.set(at, point)
  }
  const points = instants.map((at) => state.trend.get(at) ?? { talks: [], agents: [] })
  return { instants, talks: points.flatMap((p) => p.talks), agents: points.flatMap((p) => p.agents) }
}

async function readPoints(instants: number[]): Promise<Map<number, TrendPoint>> {
  const dates = instants.map((at) => new Date(at))
  const [talks, agents] = await Promise.all([readTrend(pool(), dates), readAgentTrend(pool(), dates)])
  const timed = <T extends { at: Date }>(rows: T[], at: number) =>
    rows.filter((row) => row.at.getTime() === at).map((row) => ({ ...row, at }))
  return new Map(instants.map((at) => [at, { talks: timed(talks, at), agents: timed(agents, at) }]))
}

/** The same weekday in the four weeks before, as far as records go back; read once a day. */
export function usualOf({
  at,
  timeZone,
  dayFrom,
}: Pick<Reading, 'at' | 'timeZone' | 'dayFrom'>): Promise<Usual> {
  const state = kept()
  const key = `${dayFrom} ${timeZone}`
  if (state.usual?.key === key) return state.usual.value
  const value = readUsual(at, timeZone, dayFrom)
  state.usual = { key, value }
  value.catch(() => {
    if (state.usual?.value === value) delete state.usual
  })
  return value
}

async function readUsual(at: number, timeZone: string, dayFrom: number): Promise<Usual> {
  const recordsFrom = await loadRecordsFrom(pool())
  const days = usualDays(at, timeZone).filter(({ until }) => recordsFrom !== null && recordsFrom < until)
  const minuteAt = minuteOfDay(timeZone)
  const sums = new Map<string, UsualSlot>()
  for (const day of days) {
    for (const { at: when, ...row } of await readSlots(pool(), new Date(day.from), new Date(day.until))) {
      const minute = minuteAt(when.getTime())
      const key = `${row.groupId} ${row.channelId} ${minute}`
      const sum = sums.get(key)
      if (!sum) sums.set(key, { ...row, minute })
      else for (const count of countKeys) sum[count] += row[count]
    }
  }
  return { dayFrom, timeZone, slots: [...sums.values()], days: days.length }
}
const countKeys = ['inflow', 'answered', 'abandoned', 'offered', 'inTime', 'measured'] as const
