/**
 * Which days reports may read from sums, and what is left to count from the rows themselves. Only days that are over
 * are summed: what happens now is always counted.
 */
import { Temporal } from 'temporal-polyfill'
import { type Period, periodOf } from './period'

/** A local calendar date and the instants between which it lies. */
export type ReportDay = Period & { day: string }

const dateAt = (at: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()

/** First and last local date that are over at `at`, from the one in which `first` lies on; null when there is none. */
export function finishedDates(
  first: number | null,
  at: number,
  timeZone: string,
): { from: string; to: string; count: number } | null {
  if (first === null) return null
  const from = dateAt(first, timeZone)
  const to = dateAt(at, timeZone).subtract({ days: 1 })
  const count = from.until(to, { largestUnit: 'day' }).days + 1
  return count < 1 ? null : { from: from.toString(), to: to.toString(), count }
}

/** All days of a stretch of dates, both included. */
export function daysOf(from: string, to: string, timeZone: string): ReportDay[] {
  const days: ReportDay[] = []
  const last = Temporal.PlainDate.from(to)
  for (let date = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(date, last) <= 0; ) {
    const day = date.toString()
    days.push({ day, ...periodOf(day, day, timeZone) })
    date = date.add({ days: 1 })
  }
  return days
}

/** What of a period no day covers. `days` are in order and do not overlap. */
export function gapsBetween({ from, until }: Period, days: readonly Period[]): Period[] {
  const gaps: Period[] = []
  let at = from
  for (const day of days) {
    if (day.from > at) gaps.push({ from: at, until: day.from })
    at = day.until
  }
  if (at < until) gaps.push({ from: at, until })
  return gaps
}
