/**
 * What a clock on the wall of a zone shows at an instant. Rules name wall-clock hours, and reading the clock at
 * the instant asked needs no arithmetic across daylight saving.
 */
import { Temporal } from 'temporal-polyfill'
import { type Weekday, weekdays } from '../../channels/contract'

export interface WallClock {
  weekday: Weekday
  previousWeekday: Weekday
  /** 'HH:mm' */
  time: string
}

export function wallClock(at: number, timeZone: string): WallClock {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  return {
    weekday: weekdays[zoned.dayOfWeek - 1]!,
    previousWeekday: weekdays[(zoned.dayOfWeek + 5) % 7]!,
    time: zoned.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
}
