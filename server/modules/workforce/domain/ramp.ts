/**
 * A newcomer's limit grows by date: the last step whose date has come holds. Before the first step nothing is
 * said, and the limit stays what it is. Dates are those of the organisation's zone, so a step begins with
 * that zone's day, also where clocks change at midnight.
 */
import { Temporal } from 'temporal-polyfill'
import type { RampStep } from '../contract'

/** The limit that the ramp sets on this date, or null where it says nothing yet. */
export function capacityOn(ramp: readonly RampStep[], date: string): number | null {
  const begun = ramp.filter((step) => step.from <= date)
  const last = begun.sort((a, b) => (a.from < b.from ? -1 : 1)).at(-1)
  return last?.capacity ?? null
}

/** A limit that somebody sets by hand holds from that date until the next step. */
export function withStep(ramp: readonly RampStep[], date: string, capacity: number): RampStep[] {
  if (ramp.length === 0) return []
  return [...ramp.filter((step) => step.from !== date), { from: date, capacity }].sort((a, b) =>
    a.from < b.from ? -1 : 1,
  )
}

/** 'YYYY-MM-DD' of this moment in the zone. */
export function dateIn(timeZone: string, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

type Limits = { capacity: number; ramp: RampStep[] }

/** A ramp decides today's limit at once; a limit set beside an unchanged ramp holds until its next step. */
export function limitsToday(asked: Limits, before: Limits | null, today: string): Limits {
  const sameRamp = before !== null && JSON.stringify(asked.ramp) === JSON.stringify(before.ramp)
  if (sameRamp && asked.capacity !== before.capacity)
    return { capacity: asked.capacity, ramp: withStep(asked.ramp, today, asked.capacity) }
  return { capacity: capacityOn(asked.ramp, today) ?? asked.capacity, ramp: asked.ramp }
}
