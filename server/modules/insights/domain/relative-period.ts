/** Periods that move with the day: whole local days, by the calendar; a week begins on Monday. */
import { Temporal } from 'temporal-polyfill'
import type { RelativePeriod } from '../contract'

export function datesOf(period: RelativePeriod, today: string): { from: string; to: string } {
  const day = Temporal.PlainDate.from(today)
  const dates = (from: Temporal.PlainDate, to: Temporal.PlainDate) => ({
    from: from.toString(),
    to: to.toString(),
  })
  const monday = day.subtract({ days: day.dayOfWeek - 1 })
  const first = day.with({ day: 1 })
  switch (period) {
    case 'today':
      return dates(day, day)
    case 'yesterday':
      return dates(day.subtract({ days: 1 }), day.subtract({ days: 1 }))
    case 'last7':
      return dates(day.subtract({ days: 7 }), day.subtract({ days: 1 }))
    case 'last30':
      return dates(day.subtract({ days: 30 }), day.subtract({ days: 1 }))
    case 'week':
      return dates(monday, day)
    case 'previousWeek':
      return dates(monday.subtract({ days: 7 }), monday.subtract({ days: 1 }))
    case 'month':
      return dates(first, day)
    case 'previousMonth':
      return dates(first.subtract({ months: 1 }), first.subtract({ days: 1 }))
    default:
      return period satisfies never
  }
}

/** The calendar date of an instant in a zone. */
export const localDate = (at: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()
