/**
 * How many agents are planned in each half hour of a local day. It is reckoned in wall-clock minutes, as the
 * targets are: half an hour counts an agent who is there for half of it as a half.
 */
import { DAY_MINUTES, type Segment } from './segments'

export const SLOT_MINUTES = 30
export const SLOTS = DAY_MINUTES / SLOT_MINUTES

/** `agents` people with the same shift on the same day. */
export type PlannedGroup = { day: number; segments: readonly Segment[]; agents: number }
/** Minutes from the start of `day`, past 1440 the days after it, in which nobody of these works. */
export type Absence = { from: number; until: number }

/** Planned agents per half hour of each day in [from, until), in order. */
export function plannedBySlot(plan: readonly PlannedGroup[], from: number, until: number): number[][] {
  const minutes = new Float64Array(Math.max(0, until - from) * SLOTS)
  const add = (day: number, start: number, end: number, agents: number) => {
    const first = (day - from) * DAY_MINUTES + start
    const last = (day - from) * DAY_MINUTES + end
    for (let slot = Math.max(0, Math.floor(first / SLOT_MINUTES)); slot * SLOT_MINUTES < last; slot += 1) {
      if (slot >= minutes.length) break
      const inside = Math.min(last, (slot + 1) * SLOT_MINUTES) - Math.max(first, slot * SLOT_MINUTES)
      minutes[slot] = (minutes[slot] ?? 0) + inside * agents
    }
  }
  for (const { day, segments, agents } of plan)
    for (const { kind, from: start, until: end } of segments)
      add(day, start, end, kind === 'work' ? agents : -agents)
  return Array.from({ length: Math.max(0, until - from) }, (_, index) =>
    Array.from(minutes.subarray(index * SLOTS, (index + 1) * SLOTS), (sum) => round(sum / SLOT_MINUTES)),
  )
}

const round = (value: number) => Math.round(value * 100) / 100

/** The shift without what an absence covers; empty when it covers all. */
export function withoutAbsences(segments: readonly Segment[], absences: readonly Absence[]): Segment[] {
  let left = [...segments]
  for (const absence of absences) {
    left = left.flatMap((segment) => [
      { ...segment, until: Math.min(segment.until, absence.from) },
      { ...segment, from: Math.max(segment.from, absence.until) },
    ])
    left = left.filter((segment) => segment.until > segment.from)
  }
  return left
}
