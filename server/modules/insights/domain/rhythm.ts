/**
 * When a report is due: at a time of the zone's clocks, on its days. On a day on which the clocks leave that time
 * out it is due when they have jumped; on one that has it twice, the first time. So there is exactly one a day.
 */
import { Temporal } from 'temporal-polyfill'
import type { ScheduleRhythm } from '../contract'

/** The first time after `after`, in epoch milliseconds. */
export function nextTime(rhythm: ScheduleRhythm, after: number): number {
  const start = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(rhythm.timeZone)
  // A day earlier: a time that was left out is due later than its own.
  for (let day = start.toPlainDate().subtract({ days: 1 }); ; day = day.add({ days: 1 })) {
    if (!isDay(rhythm, day)) continue
    const at = timeOn(rhythm, day)
    if (at > after) return at
  }
}

function isDay({ every, weekday, monthDay }: ScheduleRhythm, day: Temporal.PlainDate): boolean {
  if (every === 'week') return day.dayOfWeek === weekday
  if (every === 'month') return day.day === Math.min(monthDay, day.daysInMonth)
  return true
}

function timeOn({ minute, timeZone }: ScheduleRhythm, day: Temporal.PlainDate): number {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 })
  return day.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' })
    .epochMilliseconds
}
