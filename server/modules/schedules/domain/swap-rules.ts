/**
 * When a swap still has its ground: both shifts must be what they were when it was offered. A shift that moved,
 * was planned or published anew, or has begun makes it void, because people agreed to something else.
 */
import type { SwapShift, SwapTerms, VoidReason } from '../contract'
import {
  type AgentPlan,
  type Conflict,
  findConflicts,
  type PlannedShift,
  type RosterRules,
} from './conflicts'
import { dayNumber } from './days'
import type { WallClock } from './expand'
import { boundsOf, type Segment } from './segments'

/** An entry of the roster as it stands now. */
export type EntryFact = {
  id: string
  agentId: string
  day: string
  /** What agents know; null before it is published. */
  published: readonly Segment[] | null
  /** What is planned; differs while a change waits for publication. */
  segments: readonly Segment[]
  removed: boolean
}

const sameSegments = (a: readonly Segment[], b: readonly Segment[]) =>
  a.length === b.length &&
  a.every((one, index) => {
    const other = b[index]
    return one.kind === other?.kind && one.from === other.from && one.until === other.until
  })

/** A published shift on which nothing waits: the only kind that can change hands. */
export function settledShift(entry: EntryFact, clock: WallClock): SwapShift | null {
  const { published, segments, removed, id, agentId, day } = entry
  if (!published || removed || !sameSegments(published, segments)) return null
  const { from, until } = boundsOf(published)
  const number = dayNumber(day)
  return {
    ...{ entryId: id, agentId, day, segments: [...published] },
    ...{ startsAt: clock(number, from), endsAt: clock(number, until) },
  }
}

/** Why the swap cannot go on; null while it can. */
export function findVoid(
  terms: SwapTerms,
  entries: ReadonlyMap<string, EntryFact>,
  now: number,
  clock: WallClock,
): VoidReason | null {
  for (const agreed of [terms.from, terms.to]) {
    if (!agreed) continue
    const entry = entries.get(agreed.entryId)
    if (!entry) return 'gone'
    const shift = settledShift(entry, clock)
    const same =
      shift &&
      shift.agentId === agreed.agentId &&
      shift.day === agreed.day &&
      sameSegments(shift.segments, agreed.segments)
    if (!same) return 'changed'
    if (shift.startsAt <= now) return 'started'
  }
  return null
}

type Plans = ReadonlyMap<string, AgentPlan>
export type Handed = { entryId: string; fromAgentId: string; toAgentId: string }

/** The plans after shifts changed hands. */
export function handOver(plans: Plans, handed: readonly Handed[]): Map<string, AgentPlan> {
  const moving = new Map<string, PlannedShift>()
  for (const plan of plans.values())
    for (const shift of plan.shifts)
      if (handed.some(({ entryId }) => entryId === shift.id)) moving.set(shift.id, shift)
  return new Map(
    [...plans].map(([agentId, plan]) => {
      const stay = plan.shifts.filter(({ id }) => !moving.has(id))
      const come = handed
        .filter(({ toAgentId }) => toAgentId === agentId)
        .flatMap(({ entryId }) => moving.get(entryId) ?? [])
      return [agentId, { ...plan, shifts: [...stay, ...come] }]
    }),
  )
}

/** What speaks against the plans after the swap and did not before, by agent. */
export function conflictsOfSwap(
  before: Plans,
  handed: readonly Handed[],
  rules: RosterRules,
  clock: WallClock,
): (Conflict & { agentId: string })[] {
  return [...handOver(before, handed)].flatMap(([agentId, plan]) => {
    const old = before.get(agentId)
    const known = old ? findConflicts(old, rules, clock) : []
    return findConflicts(plan, rules, clock)
      .filter((one) => !known.some(({ entryId, kind }) => entryId === one.entryId && kind === one.kind))
      .map((one) => ({ ...one, agentId }))
  })
}
