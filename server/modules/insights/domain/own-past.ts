/**
 * An agent's work beside their own past: the same stretch of the day or of the week in the four weeks before, as far
 * as the clocks have come. Never beside anybody else's.
 */
import { Temporal } from 'temporal-polyfill'
import type { MetricKey, MetricValues } from '../contract'
import { metrics } from '../contract'
import type { Counted } from './values'
import { valuesOf } from './values'

export type Stretch = { from: number; until: number }
export const comparedWeeks = 4

/** Today or this week (from Monday) up to now, so many weeks earlier: to the same time by the clocks on the wall. */
export function stretchOf(
  span: 'today' | 'week',
  at: number,
  timeZone: string,
  weeksBefore: number,
): Stretch {
  const until = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .subtract({ weeks: weeksBefore })
  const day = span === 'today' ? until : until.subtract({ days: until.dayOfWeek - 1 })
  return { from: day.startOfDay().epochMilliseconds, until: until.epochMilliseconds }
}

/** The calendar date that the clocks of the zone show. */
export const dateOf = (at: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** Something was done in it. */
export const hasWork = (counted: Counted): boolean =>
  Object.values(counted).some(({ n, d }) => (n ?? 0) > 0 || (d ?? 0) > 0)

/**
 * Rates and means over all of the earlier stretches together, so that a day with one case weighs as one case; counts
 * and times by stretch. Stretches without any work (a day off) are none.
 */
export function meanOf(earlier: readonly Counted[]): { values: MetricValues; weeks: number } {
  const worked = earlier.filter(hasWork)
  const keys = new Set(worked.flatMap((counted) => Object.keys(counted) as MetricKey[]))
  const mean: Counted = {}
  for (const key of keys) {
    const n = sum(worked.map((counted) => counted[key]?.n))
    const d = sum(worked.map((counted) => counted[key]?.d))
    mean[key] = metrics[key].form === 'single' ? { n: n === null ? null : n / worked.length, d } : { n, d }
  }
  return { values: valuesOf(mean), weeks: worked.length }
}

function sum(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => value !== null && value !== undefined)
  return known.length === 0 ? null : known.reduce((all, value) => all + value, 0)
}
