/**
 * Whether a channel or a group is open at an instant, and when it opens next, in its own time zone. A span
 * belongs to the date on which it begins and is turned into two instants, so the answer holds across daylight
 * saving: a wall time that the clocks skip means the moment of the jump; of a wall time that comes twice, a
 * span begins at the first and ends at the second, because closing on a customer an hour early is worse than
 * the reverse. An exception replaces all spans that begin on its date; what began the evening before runs out.
 */
import { Temporal } from 'temporal-polyfill'
import { type OpenSpan, type ServiceHours, weekdays } from '../contract'

export interface Interval {
  start: number
  end: number
}

/** Open at `atMs` (epoch ms)? The first instant of a span is open, its last is closed. */
export function isOpen(calendar: ServiceHours, atMs: number): boolean {
  const today = localDate(calendar, atMs)
  return [today.subtract({ days: 1 }), today].some((date) =>
    openOn(calendar, date).some((interval) => interval.start <= atMs && atMs < interval.end),
  )
}

/** The first open instant (epoch ms) from `atMs` on: `atMs` itself while open, null when it never opens. */
export function nextOpening(calendar: ServiceHours, atMs: number): number | null {
  for (const date of datesToLookAt(calendar, atMs)) {
    const starts = openOn(calendar, date)
      .filter((interval) => interval.end > atMs)
      .map((interval) => Math.max(interval.start, atMs))
    if (starts.length > 0) return Math.min(...starts)
  }
  return null
}

function localDate(calendar: ServiceHours, atMs: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(calendar.timeZone).toPlainDate()
}

function spansOn(calendar: ServiceHours, date: Temporal.PlainDate): OpenSpan[] {
  const exception = calendar.exceptions.find((candidate) => candidate.date === date.toString())
  const dayName = weekdays[date.dayOfWeek - 1]!
  return exception ? exception.spans : calendar.weekly[dayName]
}

/** The open time that begins on a date, in epoch ms, in the order it was entered. */
export function openOn(calendar: ServiceHours, date: Temporal.PlainDate): Interval[] {
  const intervals = spansOn(calendar, date).map((span) => ({
    start: instantOf(date, span.from, calendar.timeZone, 'earlier'),
    end: instantOf(endDate(date, span), endTime(span), calendar.timeZone, 'later'),
  }))
  return intervals.filter((interval) => interval.start < interval.end)
}

function endDate(date: Temporal.PlainDate, span: OpenSpan): Temporal.PlainDate {
  return span.to === '24:00' || span.to <= span.from ? date.add({ days: 1 }) : date
}

function endTime(span: OpenSpan): string {
  return span.to === '24:00' ? '00:00' : span.to
}

function instantOf(
  date: Temporal.PlainDate,
  time: string,
  timeZone: string,
  whenTwice: 'earlier' | 'later',
): number {
  const wall = date.toPlainDateTime(Temporal.PlainTime.from(time))
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: whenTwice })
  if (zoned.toPlainDateTime().equals(wall)) return zoned.epochMilliseconds
  const beforeJump = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const jump = beforeJump.getTimeZoneTransition('next')
  return (jump ?? zoned).epochMilliseconds
}

/**
 * Yesterday (its span may reach into today), then as many days as could all be shut by exceptions, and a last
 * week on top for a span that the clocks swallow; after them the later exceptions, which may open on their own.
 */
function* datesToLookAt(calendar: ServiceHours, atMs: number): Generator<Temporal.PlainDate> {
  let date = localDate(calendar, atMs).subtract({ days: 1 })
  const opensWeekly = Object.values(calendar.weekly).some((spans) => spans.length > 0)
  const last = date.add({ days: opensWeekly ? 7 * (calendar.exceptions.length + 3) : 1 })
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) yield date
  const later = calendar.exceptions
    .map((exception) => exception.date)
    .filter((day) => day > last.toString())
    .sort()
  for (const day of later) yield Temporal.PlainDate.from(day)
}
