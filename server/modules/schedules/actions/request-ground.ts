import { can, type Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { type LeaveView, type SwapShift, type SwapView, swapTerms } from '../contract'
import { defaultRosterRules, type RosterRules } from '../domain/conflicts'
import { dayNumber, isoDay } from '../domain/days'
import { type WallClock, wallClock } from '../domain/expand'
import { timesOf } from '../domain/leave-times'
import type { LeaveRow } from '../store/leaves'
import { findPerson, type Person } from '../store/people'
import type { SwapRow } from '../store/swaps'
import { findTimeZone } from '../store/whom'

export type Zone = { timeZone: string; clock: WallClock }

export async function organizationZone(): Promise<Zone> {
  const timeZone = await findTimeZone(pool())
  return { timeZone, clock: wallClock(timeZone) }
}

export function viewLeave(row: LeaveRow, { timeZone }: Zone): LeaveView {
  const instants = { startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() }
  return {
    ...row,
    times: timesOf(instants, timeZone),
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    requestedAt: row.requestedAt.toISOString(),
  }
}

export function viewSwap(row: SwapRow): SwapView {
  const terms = swapTerms.safeParse(row.terms)
  return { ...row, terms: terms.success ? terms.data : null, requestedAt: row.requestedAt.toISOString() }
}

/** The agent who asks. @throws {AppError} forbidden for whoever is none */
export function ownAgentId(principal: Principal): string {
  if (principal.agentId) return principal.agentId
  throw new AppError('forbidden', 'Only agents have a schedule of their own.')
}

/** The groups whose requests may be decided; null = all. */
export function decidedGroups(principal: Principal): string[] | null {
  return principal.permissions['leave.approve'] === 'all' ? null : principal.scopeGroupIds
}

/** @throws {AppError} not_found, also for somebody one does not decide about; forbidden about oneself */
export async function decidedPerson(principal: Principal, agentId: string): Promise<Person> {
  const person = await findPerson(pool(), agentId)
  if (!person || !can(principal, 'leave.approve', { groupIds: person.groupIds }))
    throw new AppError('not_found', 'There is no such request.')
  if (agentId === principal.userId)
    throw refusal('forbidden', 'own', 'Somebody else decides about your own requests.')
  return person
}

export type RefusalReason =
  | 'own'
  | 'leave_overlaps'
  | 'stale'
  | 'taken'
  | 'offered_already'
  | 'conflicts'
  | 'void'
  | 'not_swappable'
  | 'no_mate'

/** A refusal that a screen can say in its own language. */
export function refusal(
  code: 'conflict' | 'invalid_state' | 'forbidden' | 'invalid_input',
  reason: RefusalReason,
  text: string,
  data: Record<string, unknown> = {},
): AppError {
  return new AppError(code, text, { data: { reason, ...data } })
}

export const stale = () => refusal('conflict', 'stale', 'It was decided or changed in the meantime.')

const clockText = (minute: number) =>
  `${String(Math.floor((minute % 1_440) / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Day and times as text that reads the same in every language. */
export function shiftText({ day, segments }: Pick<SwapShift, 'day' | 'segments'>): string {
  const from = Math.min(...segments.map((one) => one.from))
  const until = Math.max(...segments.map((one) => one.until))
  const shifted = isoDay(dayNumber(day) + Math.floor(from / 1_440))
  return `${shifted} ${clockText(from)}–${clockText(until)}`
}

/** What a plan should keep to, as the organisation says. */
export async function findRosterRules(): Promise<RosterRules> {
  return defaultRosterRules
}
