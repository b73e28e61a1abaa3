import { z } from 'zod'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export const weekday = z.enum(weekdays)
export type Weekday = z.infer<typeof weekday>

/** Wall-clock time of day, 'HH:mm', 00:00 to 23:59. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time_of_day')

/** As timeOfDay, with '24:00' for the end of the day. */
export const endOfSpan = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'time_of_day')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** An IANA time zone name, such as 'Europe/Berlin'. */
export const timeZone = z.string().min(1).max(64).refine(isTimeZone, 'time_zone')

/** One span of open time; a `to` before its `from` reaches into the next day. The whole day is 00:00–24:00. */
export const openSpan = z
  .object({ from: timeOfDay, to: endOfSpan })
  .refine((span) => span.from !== span.to, { error: 'empty_span', path: ['to'] })
export type OpenSpan = z.infer<typeof openSpan>

const spans = z.array(openSpan).max(12)

/** A calendar date, 'YYYY-MM-DD', that really exists. */
export const calendarDate = z.iso.date()

/** What one date does instead of its weekday: no spans means closed all day. */
export const hoursException = z.object({ date: calendarDate, spans, name: z.string().trim().max(120) })
export type HoursException = z.infer<typeof hoursException>

function haveOwnDates(exceptions: HoursException[]): boolean {
  return new Set(exceptions.map((exception) => exception.date)).size === exceptions.length
}

export const serviceHours = z.object({
  timeZone,
  weekly: z.object({ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans }),
  exceptions: z.array(hoursException).max(400).refine(haveOwnDates, 'duplicate_date'),
})
export type ServiceHours = z.infer<typeof serviceHours>
