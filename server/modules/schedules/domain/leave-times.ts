/**
 * Leave in words of the organisation's calendar, and as instants. Whole days run from midnight to midnight, so
 * they are 23 or 25 hours long when the clocks change; what is stored as instants is read back as whole days
 * exactly if both ends are midnights.
 */
import type { LeaveKind, LeaveTimes } from '../contract'
import { dayNumber, isoDay } from './days'
import { type WallClock, wallTimeOf } from './expand'

export type Instants = { startsAt: number; endsAt: number }

export function instantsOf(times: LeaveTimes, clock: WallClock): Instants {
  if (times.kind === 'days')
    return { startsAt: clock(dayNumber(times.firstDay), 0), endsAt: clock(dayNumber(times.lastDay) + 1, 0) }
  const day = dayNumber(times.day)
  return { startsAt: clock(day, times.from), endsAt: clock(day, times.until) }
}

export function timesOf({ startsAt, endsAt }: Instants, timeZone: string): LeaveTimes {
  const [start, end] = [wallTimeOf(startsAt, timeZone), wallTimeOf(endsAt, timeZone)]
  if (start.minute === 0 && end.minute === 0 && end.day > start.day)
    return { kind: 'days', firstDay: isoDay(start.day), lastDay: isoDay(end.day - 1) }
  return {
    ...{ kind: 'hours', day: isoDay(start.day), from: start.minute },
    until: (end.day - start.day) * 1_440 + end.minute,
  }
}

const clockText = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Both ends as text that reads the same in every language. */
export function endsOf(times: LeaveTimes): { from: string; until: string } {
  if (times.kind === 'days') return { from: times.firstDay, until: times.lastDay }
  const untilDay = isoDay(dayNumber(times.day) + Math.floor(times.until / 1_440))
  return {
    from: `${times.day} ${clockText(times.from)}`,
    until: `${untilDay} ${clockText(times.until % 1_440)}`,
  }
}

export type LeaveRules = { leaveDays: number; sickBackDays: number; enterBackDays: number }
export type LeaveIssue = 'leave_past' | 'leave_too_long' | 'leave_order'

/** What speaks against asking for this; those who decide may enter what lies some time back. */
export function checkLeave(
  leave: Instants & { kind: LeaveKind; times: LeaveTimes },
  by: 'agent' | 'approver',
  rules: LeaveRules,
  { now, timeZone, clock }: { now: number; timeZone: string; clock: WallClock },
): LeaveIssue | null {
  if (leave.endsAt <= leave.startsAt) return 'leave_order'
  const today = wallTimeOf(now, timeZone).day
  const back = by === 'approver' ? rules.enterBackDays : leave.kind === 'sick' ? rules.sickBackDays : 0
  // A day that has begun can still be asked for as a whole; hours that have begun cannot.
  const earliest = back === 0 && leave.times.kind === 'hours' ? now : clock(today - back, 0)
  if (leave.startsAt < earliest) return 'leave_past'
  const [start, end] = [wallTimeOf(leave.startsAt, timeZone).day, wallTimeOf(leave.endsAt, timeZone).day]
  return end - start > rules.leaveDays ? 'leave_too_long' : null
}
