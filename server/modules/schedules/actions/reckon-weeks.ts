import { createHash } from 'node:crypto'
import { readOrganizationSettings } from '@/server/modules/accounts'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { prisma } from '@/server/platform/db/prisma'
import { log } from '@/server/platform/log'
import { round } from '@/server/platform/observe/rounds'
import type { Conflict, RosterRules, Segment } from '../contract'
import { daysAround, findConflicts, type PlannedShift } from '../domain/conflicts'
import { dayNumber, isoDay, mondayOf } from '../domain/days'
import { type WallClock, wallClock, wallTimeOf } from '../domain/expand'
import { type Days, type LeaveRow, listLeaves, listPlans } from '../store/read-roster'
import { type ForgottenWeek, listForgotten, storeWeeks } from '../store/roster-weeks'
import { findTimeZone, type Whom } from '../store/whom'

/** A period with what it is judged by. `basis` names the rules and the zone: what another basis found is void. */
export type Frame = {
  from: number
  until: number
  clock: WallClock
  rules: RosterRules
  timeZone: string
  basis: string
}

/** So few that others are served between two batches. */
const AGENTS_AT_ONCE = 250
const WATCH_MS = 30_000
const everybody: Whom = { groupIds: null, agentId: null, search: '' }

export async function frameOf(days: Days): Promise<Frame> {
  const [timeZone, settings] = await Promise.all([findTimeZone(pool()), readOrganizationSettings(prisma())])
  const rules = settings.roster
  const basis = createHash('sha256')
    .update(JSON.stringify([timeZone, rules]))
    .digest('base64url')
  return {
    ...{ from: dayNumber(days.from), until: dayNumber(days.until), timeZone },
    ...{ clock: wallClock(timeZone), rules, basis },
  }
}

/**
 * Reckons the weeks of a period whose conflicts the database forgot. What changes meanwhile stays forgotten:
 * a week is only stored while it is still the one that was read.
 */
export async function reckonWeeks(whom: Whom, frame: Frame): Promise<void> {
  const weeks = { from: mondayOf(frame.from), until: mondayOf(frame.until - 1) + 7 }
  const due = await listForgotten(
    pool(),
    whom,
    { from: isoDay(weeks.from), until: isoDay(weeks.until) },
    frame.basis,
  )
  const byAgent = new Map<string, ForgottenWeek[]>()
  for (const week of due) byAgent.set(week.agentId, [...(byAgent.get(week.agentId) ?? []), week])
  const agents = [...byAgent].map(([id, [first]]) => ({ id, enabled: first?.enabled ?? true }))
  for (let at = 0; at < agents.length; at += AGENTS_AT_ONCE) {
    const some = agents.slice(at, at + AGENTS_AT_ONCE)
    const days = new Map<string, Set<string>>()
    for (const { agentId, day } of await conflictDays(some, { ...frame, ...weeks })) {
      const cell = `${agentId} ${isoDay(mondayOf(day))}`
      days.set(cell, (days.get(cell) ?? new Set()).add(isoDay(day)))
    }
    const found = some.flatMap(({ id }) => byAgent.get(id) ?? [])
    const reckoned = found.map(({ agentId, week, changes }) => ({
      ...{ agentId, week, changes, days: [...(days.get(`${agentId} ${week}`) ?? [])] },
    }))
    await storeWeeks(pool(), reckoned, frame.basis)
  }
}

/** From last week to six weeks ahead, so that nobody who asks waits for what a large change made to be forgotten. */
export async function reckonAround(): Promise<void> {
  const { day } = wallTimeOf(nowMs(), await findTimeZone(pool()))
  const monday = mondayOf(day)
  await reckonWeeks(everybody, await frameOf({ from: isoDay(monday - 7), until: isoDay(monday + 42) }))
}

/** In every process: what one has reckoned is not due for the others. */
export function startPlanWatch(): () => void {
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    round('plan', WATCH_MS, reckonAround)
      .catch((err) => log().warn({ err: String(err) }, 'conflicts of the plan could not be reckoned'))
      .finally(() => {
        busy = false
      })
  }, WATCH_MS)
  return () => clearInterval(timer)
}

type Planner = { id: string; enabled: boolean }

async function conflictDays(agents: readonly Planner[], frame: Frame) {
  const { planned, leaves } = await plansOf(agents, frame)
  const dayOf = new Map<string, { agentId: string; day: number }>()
  for (const [agentId, shifts] of planned) for (const { id, day } of shifts) dayOf.set(id, { agentId, day })
  return conflictsOf(agents, planned, leaves, frame).flatMap(({ entryId }) => dayOf.get(entryId) ?? [])
}

export async function findConflictsOf(agents: readonly Planner[], frame: Frame): Promise<Conflict[]> {
  const { planned, leaves } = await plansOf(agents, frame)
  return conflictsOf(agents, planned, leaves, frame)
}

async function plansOf(agents: readonly Planner[], frame: Frame) {
  const ids = agents.map(({ id }) => id)
  const around = daysAround(frame.from, frame.until)
  const [rows, leaves] = await Promise.all([
    listPlans(pool(), ids, { from: isoDay(around.from), until: isoDay(around.until) }),
    listLeaves(pool(), ids, ...instants(frame)),
  ])
  const shapes = new Shapes()
  const planned = new Map<string, PlannedShift[]>()
  for (const { id, agentId, day, segments } of rows) {
    const shift = { id, day, segments: shapes.read(segments) }
    const own = planned.get(agentId)
    if (own) own.push(shift)
    else planned.set(agentId, [shift])
  }
  return { planned, leaves }
}

export const inside = (day: number, { from, until }: Frame) => day >= from && day < until

export const instants = ({ clock, from, until }: Frame): [Date, Date] => [
  new Date(clock(from, 0)),
  new Date(clock(until + 1, 0)),
]

/** Those that concern a day of the period itself. */
export function conflictsOf(
  agents: readonly { id: string; enabled: boolean }[],
  planned: ReadonlyMap<string, PlannedShift[]>,
  leaves: readonly LeaveRow[],
  frame: Frame,
): Conflict[] {
  const away = new Map<string, { startsAt: number; endsAt: number }[]>()
  for (const { agentId, startsAt, endsAt, approved } of leaves) {
    if (!approved) continue
    const span = { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() }
    away.set(agentId, [...(away.get(agentId) ?? []), span])
  }
  return agents.flatMap(({ id, enabled }) => {
    const shifts = planned.get(id)
    if (!shifts) return []
    const shown = new Set(shifts.filter(({ day }) => inside(day, frame)).map((shift) => shift.id))
    return findConflicts({ shifts, enabled, leaves: away.get(id) ?? [] }, frame.rules, frame.clock).filter(
      ({ entryId }) => shown.has(entryId),
    )
  })
}

/** A plan of thousands of cells has a handful of different shifts. */
export class Shapes {
  readonly list: Segment[][] = []
  private readonly known = new Map<string, number>()

  indexOf(text: string): number {
    let index = this.known.get(text)
    if (index === undefined) {
      index = this.list.push(JSON.parse(text) as Segment[]) - 1
      this.known.set(text, index)
    }
    return index
  }

  read(text: string): Segment[] {
    return this.list[this.indexOf(text)] ?? []
  }
}
