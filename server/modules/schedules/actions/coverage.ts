import type { z } from 'zod'
import { can, type Principal, scopeOf } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { now, nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type {
  CoverageDay,
  coverageInput,
  Segment,
  SuggestedTargets,
  SuggestTargets,
  saveTargetsInput,
} from '../contract'
import { type PlannedGroup, plannedBySlot, SLOT_MINUTES, SLOTS, withoutAbsences } from '../domain/coverage'
import { dayNumber, daysBetween, isoDay, weekdayOf } from '../domain/days'
import { wallClock, wallTimeOf } from '../domain/expand'
import { DAY_MINUTES } from '../domain/segments'
import { agentsNeeded } from '../domain/staffing'
import {
  countArrivals,
  countPlanned,
  findGroup,
  listAwayPlans,
  listTargets,
  lockTargets,
  meanHandleSeconds,
  putTargets,
  type TargetRow,
} from '../store/coverage'
import { findTimeZone } from '../store/whom'
import { requireGroup, whomOf } from './roster-scope'

const WEEK_MS = 7 * DAY_MINUTES * 60_000
/** Where a group has no ended conversation to learn from. */
const USUAL_HANDLE_SECONDS = 600

/** Planned against target, per half hour of each day. Drafts count: this is what is being planned. */
export async function readCoverage(
  principal: Principal,
  input: z.output<typeof coverageInput>,
): Promise<CoverageDay[]> {
  const { groupIds } = await whomOf(principal, 'schedules.read', { groupId: input.groupId, search: '' })
  if (scopeOf(principal, 'schedules.read') === 'own')
    throw new AppError('not_found', 'There is no such group.')
  const timeZone = await findTimeZone(pool())
  const clock = wallClock(timeZone)
  const [from, until] = [dayNumber(input.from), dayNumber(input.until)]
  // Yesterday's nights reach into today.
  const days = { from: isoDay(from - 1), until: input.until }
  const bounds = [new Date(clock(from - 1, 0)), new Date(clock(until + 1, 0))] as const
  const [present, away, targets] = await Promise.all([
    countPlanned(pool(), groupIds, days, ...bounds),
    listAwayPlans(pool(), groupIds, days, ...bounds),
    listTargets(pool(), groupIds),
  ])
  const plan: PlannedGroup[] = present.map(({ day, segments, agents }) => ({
    ...{ day, agents, segments: JSON.parse(segments) as Segment[] },
  }))
  const planned = plannedBySlot([...plan, ...plansOfAbsent(away, timeZone)], from, until)
  const week = weekOf(targets)
  return daysBetween(from, until).map((day, index) => ({
    day: isoDay(day),
    planned: planned[index] ?? [],
    target: week[weekdayOf(day) - 1] ?? [],
  }))
}

function plansOfAbsent(rows: Awaited<ReturnType<typeof listAwayPlans>>, timeZone: string): PlannedGroup[] {
  const plans = new Map<string, PlannedGroup>()
  const walls = new Map<number, ReturnType<typeof wallTimeOf>>()
  for (const { id, day, segments, startsAt, endsAt } of rows) {
    const minuteOf = (at: Date) => {
      const wall = walls.get(at.getTime()) ?? wallTimeOf(at.getTime(), timeZone)
      walls.set(at.getTime(), wall)
      return (wall.day - day) * DAY_MINUTES + wall.minute
    }
    const plan = plans.get(id) ?? { day, agents: 1, segments: JSON.parse(segments) as Segment[] }
    const absence = { from: minuteOf(startsAt), until: minuteOf(endsAt) }
    plans.set(id, { ...plan, segments: withoutAbsences(plan.segments, [absence]) })
  }
  return [...plans.values()]
}

function weekOf(rows: readonly TargetRow[]): number[][] {
  const week = Array.from({ length: 7 }, () => new Array<number>(SLOTS).fill(0))
  for (const { weekday, slot, agents } of rows) {
    const day = week[weekday - 1]
    if (day) day[slot] = agents
  }
  return week
}

/** The targets of the group itself, as they are edited. */
export async function readTargets(
  principal: Principal,
  { groupId }: { groupId: string },
): Promise<number[][]> {
  await requireGroup(principal, 'schedules.read', groupId)
  return weekOf(await listTargets(pool(), [groupId]))
}

/** @throws {AppError} not_found, conflict when they are not what was read */
export async function saveTargets(
  principal: Principal,
  { groupId, week, before }: z.output<typeof saveTargetsInput>,
): Promise<void> {
  await requireGroup(principal, 'schedules.write', groupId)
  const group = await findGroup(pool(), groupId)
  await inTransaction(async (tx) => {
    const stored = weekOf(await lockTargets(tx, groupId))
    if (JSON.stringify(stored) !== JSON.stringify(before))
      throw new AppError('conflict', 'Somebody else changed these targets in the meantime.', {
        data: { current: stored },
      })
    if (JSON.stringify(stored) === JSON.stringify(week)) return
    const rows = week.flatMap((day, index) =>
      day.flatMap((agents, slot): TargetRow[] => (agents > 0 ? [{ weekday: index + 1, slot, agents }] : [])),
    )
    await putTargets(tx, groupId, rows)
    await recordAudit(tx, {
      ...{ actor: principal, action: 'updated', entity: 'coverage_targets', entityId: groupId },
      ...{ label: group?.name ?? '', before: { week: stored }, after: { week } },
    })
  })
}

/** Targets from the past: arrivals per half hour of the week, by Erlang C (domain/staffing.ts). Writes nothing. */
export async function suggestTargets(principal: Principal, input: SuggestTargets): Promise<SuggestedTargets> {
  await requireGroup(principal, 'schedules.read', input.groupId)
  if (!can(principal, 'schedules.write')) throw new AppError('forbidden', 'You are not allowed to do this.')
  const timeZone = await findTimeZone(pool())
  const [from, until] = [new Date(nowMs() - input.weeks * WEEK_MS), now()]
  const groupIds = [input.groupId]
  const [group, arrivals, handle] = await Promise.all([
    findGroup(pool(), input.groupId),
    countArrivals(pool(), groupIds, timeZone, from, until),
    meanHandleSeconds(pool(), groupIds, from, until),
  ])
  const handleSeconds = Math.max(1, Math.round(handle ?? USUAL_HANDLE_SECONDS))
  const serviceSeconds = group?.serviceSeconds ?? 30
  const needed = arrivals.map(({ weekday, slot, arrivals: count }) => ({
    ...{ weekday, slot },
    agents: agentsNeeded({
      ...{ arrivals: count / input.weeks, intervalSeconds: SLOT_MINUTES * 60, handleSeconds },
      ...{ serviceShare: input.servicePercent / 100, withinSeconds: serviceSeconds },
      ...{ maxOccupancy: input.maxOccupancyPercent / 100, concurrency: input.concurrency },
    }),
  }))
  const conversations = arrivals.reduce((sum, { arrivals: count }) => sum + count, 0)
  return { week: weekOf(needed), conversations, handleSeconds, serviceSeconds }
}
