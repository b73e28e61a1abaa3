/**
 * Calendar dates of a time zone turned into instants, and the cells that a period consists of. A day is what the
 * zone's clocks say it is: 23 or 25 hours long when they change.
 */
import { Temporal } from 'temporal-polyfill'
import { type GroupBy, isTime, waitBands } from '../contract'

export type Period = { from: number; until: number }

const startOf = (date: Temporal.PlainDate, timeZone: string) =>
  date.toZonedDateTime({ timeZone }).epochMilliseconds

/** Both dates included; the instant `until` is the first that does not belong to it. */
export function periodOf(from: string, to: string, timeZone: string): Period {
  return {
    from: startOf(Temporal.PlainDate.from(from), timeZone),
    until: startOf(Temporal.PlainDate.from(to).add({ days: 1 }), timeZone),
  }
}

/** As many days, just before. */
export function previousDates(from: string, to: string): { from: string; to: string } {
  const first = Temporal.PlainDate.from(from)
  const days = first.until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days + 1
  return {
    from: first.subtract({ days }).toString(),
    to: first.subtract({ days: 1 }).toString(),
  }
}

/**
 * The period before, cut where the running one stands now, so that half a day is not compared with a whole one.
 * Null when the records begin later: a part of a period is no comparison either.
 */
export function comparable(
  period: Period,
  before: Period,
  at: number,
  recordsFrom: number | null,
): Period | null {
  const dayMs = 86_400_000
  if (recordsFrom === null || recordsFrom > before.from + dayMs) return null
  if (at >= period.until) return before
  return { from: before.from, until: Math.min(before.until, before.from + Math.max(0, at - period.from)) }
}

const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
const weekdays = ['1', '2', '3', '4', '5', '6', '7']

/** Groupings whose cells are known beforehand. */
export const hasFixedCells = (by: GroupBy): boolean => isTime(by) || by === 'score' || by === 'wait'

/** All cells of such a grouping, in order, so that nothing happening shows as a gap and not as nothing. */
export function timeCells(by: GroupBy, from: string, to: string): string[] {
  if (by === 'hour') return hours
  if (by === 'weekday') return weekdays
  if (by === 'weekday_hour') return weekdays.flatMap((day) => hours.map((hour) => `${day}-${hour}`))
  if (by === 'score') return ['1', '2', '3', '4', '5']
  if (by === 'wait') return Array.from({ length: waitBands.length + 1 }, (_, band) => String(band))
  const cells = new Set<string>()
  const last = Temporal.PlainDate.from(to)
  for (let date = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(date, last) <= 0; ) {
    cells.add(cellOf(by, date))
    date = date.add({ days: 1 })
  }
  return [...cells]
}

function cellOf(by: GroupBy, date: Temporal.PlainDate): string {
  if (by === 'week') return date.subtract({ days: date.dayOfWeek - 1 }).toString()
  return by === 'month' ? date.toString().slice(0, 7) : date.toString()
}

/** Midnight of the day in which `at` lies. */
export function startOfDay(at: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).startOfDay()
    .epochMilliseconds
}
