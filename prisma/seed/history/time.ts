import { Temporal } from 'temporal-polyfill'

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** A local calendar date with the instants at which it begins and ends; 23 or 25 hours where clocks change. */
export type LocalDay = {
  /** YYYY-MM-DD */
  date: string
  /** 1 = Monday … 7 = Sunday */
  weekday: number
  week: number
  from: number
  until: number
}

const startOf = (date: Temporal.PlainDate, timeZone: string) =>
  date.toZonedDateTime({ timeZone }).epochMilliseconds

/** Local days from `first` to `last` days away from the day of `now`. */
export function localDays(now: number, timeZone: string, first: number, last: number): LocalDay[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const date = today.add({ days: first + index })
    return {
      date: date.toString(),
      weekday: date.dayOfWeek,
      week: date.weekOfYear ?? 0,
      from: startOf(date, timeZone),
      until: startOf(date.add({ days: 1 }), timeZone),
    }
  })
}

/** The instant of a wall time given as hours, 7.5 = half past seven. */
export function wallTime(date: string, hours: number, timeZone: string): number {
  const time = Temporal.PlainTime.from({ hour: Math.floor(hours), minute: Math.round((hours % 1) * 60) })
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds
}
