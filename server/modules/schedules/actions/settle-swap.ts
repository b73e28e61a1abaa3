import type { Principal } from '@/server/access'
import { notifyAll } from '@/server/modules/accounts'
import { replaceShifts } from '@/server/modules/workforce'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import type { SwapConflict, SwapTerms } from '../contract'
import { type AgentPlan, daysAround } from '../domain/conflicts'
import { dayNumber, isoDay } from '../domain/days'
import { expandShift, type WallClock } from '../domain/expand'
import { conflictsOfSwap, findVoid, type Handed } from '../domain/swap-rules'
import { holdPeople, type Person } from '../store/people'
import {
  handEntry,
  holdEntries,
  listLeavesAround,
  listPlansAround,
  moveSwap,
  type SwapRow,
} from '../store/swaps'
import { lockRoster } from '../store/write-roster'
import { auditSwap } from './offer-swap'
import { findRosterRules, refusal, shiftText, stale, viewSwap, type Zone } from './request-ground'

export type Settle = {
  principal: Principal
  row: SwapRow
  toAgentId: string
  version: number
  note: string
  onPurpose: boolean
  zone: Zone
}

/**
 * Both shifts change hands, in the transaction that holds the plan, both agents and both entries; or nothing
 * does, with why. @throws {AppError} conflict: stale, void, or what speaks against it unless it is on purpose
 */
export async function carryOut(tx: Db, settle: Settle): Promise<void> {
  const { principal, row, toAgentId, version, note, zone } = settle
  await lockRoster(tx)
  const people = await holdPeople(tx, [row.fromAgentId, toAgentId])
  const terms = await requireGround(tx, row, zone.clock)
  const handed = handedOf(terms, row.fromAgentId, toAgentId)
  const found = await findSwapConflicts(tx, { terms, handed, people, zone })
  if (found.length > 0 && !settle.onPurpose)
    throw refusal('conflict', 'conflicts', 'The swap would make a conflict in a plan.', { conflicts: found })
  const to = {
    ...{ status: 'approved' as const, toAgentId, decidedBy: principal.userId },
    ...{ decidedAt: now(), decisionNote: note },
  }
  if (!(await moveSwap(tx, { id: row.id, version, from: ['requested', 'accepted'] }, to))) throw stale()
  await handAll(tx, terms, handed, { by: principal.userId, clock: zone.clock })
  const shift = shiftText(terms.from)
  await auditSwap(tx, principal, {
    ...{ id: row.id, label: row.fromName, action: 'approved' },
    before: { status: row.status, shift, agent: people.get(row.fromAgentId)?.name },
    after: {
      ...{ status: 'approved', shift, agent: people.get(toAgentId)?.name },
      ...(terms.to ? { return: shiftText(terms.to) } : {}),
      ...(found.length > 0 ? { onPurpose: found.map(({ kind }) => kind) } : {}),
    },
  })
  const params = { who: principal.name, shift, return: terms.to && shiftText(terms.to), note }
  const href = '/schedule/mine'
  await notifyAll(
    tx,
    [row.fromAgentId, toAgentId].map((userId) => ({ userId, kind: 'swap_approved', params, href })),
  )
}

/** @throws {AppError} conflict when a shift is not what was agreed on any more */
export async function requireGround(tx: Db, row: SwapRow, clock: WallClock): Promise<SwapTerms> {
  const { terms } = viewSwap(row)
  const ids = terms ? [terms.from.entryId, ...(terms.to ? [terms.to.entryId] : [])] : []
  const reason = terms ? findVoid(terms, await holdEntries(tx, ids), now().getTime(), clock) : 'gone'
  if (!terms || reason)
    throw refusal('conflict', 'void', 'A shift was changed meanwhile, so the swap is off.', { void: reason })
  return terms
}

function handedOf(terms: SwapTerms, fromAgentId: string, toAgentId: string): Handed[] {
  const there = { entryId: terms.from.entryId, fromAgentId, toAgentId }
  if (!terms.to) return [there]
  return [there, { entryId: terms.to.entryId, fromAgentId: toAgentId, toAgentId: fromAgentId }]
}

type Question = {
  terms: SwapTerms
  handed: readonly Handed[]
  people: ReadonlyMap<string, Person>
  zone: Zone
}

export async function findSwapConflicts(
  tx: Db,
  { terms, handed, people, zone }: Question,
): Promise<SwapConflict[]> {
  const shifts = [terms.from, ...(terms.to ? [terms.to] : [])]
  const plans = new Map<string, AgentPlan>()
  const days = shifts.map(({ day }) => dayNumber(day))
  const around = daysAround(Math.min(...days), Math.max(...days) + 1)
  const ids = [...people.keys()]
  const entries = await listPlansAround(tx, ids, { from: isoDay(around.from), until: isoDay(around.until) })
  const [from, until] = [zone.clock(around.from, 0), zone.clock(around.until, 0)]
  const leaves = await listLeavesAround(tx, ids, new Date(from), new Date(until))
  for (const person of people.values())
    plans.set(person.id, {
      enabled: person.enabled,
      shifts: entries
        .filter(({ agentId }) => agentId === person.id)
        .map(({ id, day, segments }) => ({ id, segments, day: dayNumber(day) })),
      leaves: leaves
        .filter(({ agentId }) => agentId === person.id)
        .map((leave) => ({ startsAt: leave.startsAt.getTime(), endsAt: leave.endsAt.getTime() })),
    })
  const found = conflictsOfSwap(plans, handed, await findRosterRules(), zone.clock)
  const dayOf = new Map(entries.map(({ id, day }) => [id, day]))
  return found.map((one) => ({
    ...one,
    name: people.get(one.agentId)?.name ?? '',
    day: dayOf.get(one.entryId) ?? '',
  }))
}

async function handAll(
  tx: Db,
  terms: SwapTerms,
  handed: readonly Handed[],
  { by, clock }: { by: string; clock: WallClock },
): Promise<void> {
  const shifts = new Map([terms.from, ...(terms.to ? [terms.to] : [])].map((one) => [one.entryId, one]))
  for (const { entryId, toAgentId } of handed) await handEntry(tx, entryId, toAgentId, by)
  const spans = handed.flatMap(({ entryId, toAgentId: agentId }) => {
    const shift = shifts.get(entryId)
    const expanded = shift ? expandShift(clock, dayNumber(shift.day), shift.segments) : []
    return expanded.map((span) => ({ ...span, agentId, sourceId: entryId }))
  })
  await replaceShifts(
    tx,
    'entry',
    handed.map(({ entryId }) => entryId),
    spans,
  )
}
