/**
 * The days to come as the calendar will have them, by the same rule that opens and closes: so what a person
 * sees before saving is what customers will meet, changes of the clocks included.
 */
import { Temporal } from 'temporal-polyfill'
import { type DayPreview, type ServiceHours, weekdays } from '../contract'
import { openOn } from './service-hours'

export const PREVIEW_DAYS = 14

/** From the date of `atMs` (epoch ms) in the calendar's zone on. */
export function previewHours(hours: ServiceHours, atMs: number, days = PREVIEW_DAYS): DayPreview[] {
  return previewFrom(hours, localDate(hours.timeZone, atMs), days)
}

/** From a date ('YYYY-MM-DD') of the calendar's zone on. */
export function previewFrom(hours: ServiceHours, from: string, days = PREVIEW_DAYS): DayPreview[] {
  const first = Temporal.PlainDate.from(from)
  return Array.from({ length: days }, (_, index) => previewDay(hours, first.add({ days: index })))
}

/** The next date from `atMs` on that is longer or shorter than a day; null where the clocks never change. */
export function nextClockChange(timeZone: string, atMs: number): string | null {
  const now = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone)
  return now.getTimeZoneTransition('next')?.toPlainDate().toString() ?? null
}

const localDate = (timeZone: string, atMs: number) =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate().toString()

function previewDay(hours: ServiceHours, date: Temporal.PlainDate): DayPreview {
  const exception = hours.exceptions.find((candidate) => candidate.date === date.toString())
  const start = date.toZonedDateTime(hours.timeZone)
  return {
    date: date.toString(),
    weekday: weekdays[date.dayOfWeek - 1]!,
    spans: openOn(hours, date)
      .sort((a, b) => a.start - b.start)
      .map(({ start: opens, end: closes }) => ({
        from: wallTime(opens, hours.timeZone),
        to: wallTime(closes, hours.timeZone).replace('00:00', '24:00'),
        opensAt: new Date(opens).toISOString(),
        closesAt: new Date(closes).toISOString(),
      })),
    exception: exception ? exception.name : null,
    clockChange: Math.round((start.hoursInDay - 24) * 60),
  }
}

function wallTime(ms: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })
}

/** Nobody will be served from `atMs` on for the days of the preview. */
export function staysClosed(hours: ServiceHours, atMs: number): boolean {
  return previewHours(hours, atMs).every((day) =>
    day.spans.every((span) => Date.parse(span.closesAt) <= atMs),
  )
}

/** Open minutes of an ordinary week, as written on the wall. */
export function weeklyMinutes(hours: ServiceHours): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const lengths = weekdays.flatMap((name) =>
    hours.weekly[name].map(({ from, to }) => (minutes(to) - minutes(from) + 1_440) % 1_440 || 1_440),
  )
  return lengths.reduce((sum, length) => sum + length, 0)
}
