/**
 * What speaks against a plan, entry by entry. Lengths and rests are real time, so a night in which the clocks
 * change counts as long as it lasts. Nothing here forbids: a supervisor may plan on purpose, and sees what.
 */
import { mondayOf } from './days'
import type { WallClock } from './expand'
import { boundsOf, type Segment } from './segments'

export type RosterRules = {
  /** Longer than this cannot be saved. */
  longestShiftHours: number
  maxShiftHours: number
  minRestHours: number
  maxWeekHours: number
}
export const defaultRosterRules: RosterRules = {
  longestShiftHours: 16,
  maxShiftHours: 10,
  minRestHours: 11,
  maxWeekHours: 48,
}

export const conflictKinds = [
  'overlap',
  'leave',
  'disabled',
  'double',
  'too_long',
  'short_rest',
  'week_hours',
] as const
export type ConflictKind = (typeof conflictKinds)[number]
export type Severity = 'error' | 'warning'
/** Errors cannot be worked as planned; warnings can, and break a rule. */
export const severityOf: Record<ConflictKind, Severity> = {
  overlap: 'error',
  leave: 'error',
  disabled: 'error',
  double: 'warning',
  too_long: 'warning',
  short_rest: 'warning',
  week_hours: 'warning',
}

export type PlannedShift = { id: string; day: number; segments: readonly Segment[] }
export type AbsentSpan = { startsAt: number; endsAt: number }
export type AgentPlan = {
  shifts: readonly PlannedShift[]
  leaves: readonly AbsentSpan[]
  enabled: boolean
}
/** `minutes`: how long the shift, the rest or the week is; null where no length says it. */
export type Conflict = { entryId: string; kind: ConflictKind; minutes: number | null }

type Worked = { id: string; day: number; startsAt: number; endsAt: number; worked: number }

const minutesOf = (ms: number) => Math.round(ms / 60_000)

export function findConflicts(plan: AgentPlan, rules: RosterRules, clock: WallClock): Conflict[] {
  const found: Conflict[] = []
  const add = (entryId: string, kind: ConflictKind, minutes: number | null = null) => {
    if (!found.some((other) => other.entryId === entryId && other.kind === kind))
      found.push({ entryId, kind, minutes })
  }
  const shifts = plan.shifts
    .map((shift) => measure(shift, clock))
    .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
  for (const shift of shifts) {
    const length = minutesOf(shift.endsAt - shift.startsAt)
    if (!plan.enabled) add(shift.id, 'disabled')
    if (plan.leaves.some((leave) => leave.startsAt < shift.endsAt && shift.startsAt < leave.endsAt))
      add(shift.id, 'leave')
    if (length > rules.maxShiftHours * 60) add(shift.id, 'too_long', length)
  }
  compareNeighbours(shifts, rules, add)
  sumWeeks(shifts, rules, add)
  return found
}

type Add = (entryId: string, kind: ConflictKind, minutes?: number | null) => void

function compareNeighbours(shifts: readonly Worked[], rules: RosterRules, add: Add): void {
  let last: Worked | null = null
  for (const shift of shifts) {
    if (last && shift.startsAt < last.endsAt) {
      add(last.id, 'overlap')
      add(shift.id, 'overlap')
    } else if (last && last.day === shift.day) {
      add(last.id, 'double')
      add(shift.id, 'double')
    } else if (last) {
      const rest = minutesOf(shift.startsAt - last.endsAt)
      if (rest < rules.minRestHours * 60) add(shift.id, 'short_rest', rest)
    }
    if (!last || shift.endsAt > last.endsAt) last = shift
  }
}

function sumWeeks(shifts: readonly Worked[], rules: RosterRules, add: Add): void {
  const most = rules.maxWeekHours * 60
  const sums = new Map<number, number>()
  for (const shift of shifts) {
    const week = mondayOf(shift.day)
    const sum = (sums.get(week) ?? 0) + shift.worked
    sums.set(week, sum)
    if (sum > most) add(shift.id, 'week_hours', sum)
  }
}

const bounds = new WeakMap<readonly Segment[], ReturnType<typeof boundsOf>>()

/** A plan of thousands of shifts has a handful of forms, which are read once. */
function knownBounds(segments: readonly Segment[]) {
  const found = bounds.get(segments) ?? boundsOf(segments)
  bounds.set(segments, found)
  return found
}

function measure({ id, day, segments }: PlannedShift, clock: WallClock): Worked {
  const { from, until } = knownBounds(segments)
  const worked = segments.reduce((sum, segment) => {
    const length = minutesOf(clock(day, segment.until) - clock(day, segment.from))
    return sum + (segment.kind === 'work' ? length : -length)
  }, 0)
  return { id, day, startsAt: clock(day, from), endsAt: clock(day, until), worked }
}

/**
 * Days around a period that must be known for the conflicts inside it: the whole weeks, and the days beside. A
 * night that began three days before ends 48 hours of rest, the most that can be asked for, inside the period.
 */
export function daysAround(from: number, until: number): { from: number; until: number } {
  return { from: Math.min(mondayOf(from), from - 3), until: Math.max(mondayOf(until - 1) + 7, until + 1) }
}
