/**
 * When a closed channel opens next, for the customer's own calendar: today, tomorrow, a weekday within
 * the next six days, else a date. Words come from the dictionary; days and hours from Intl.
 */
export type Opening =
  | { kind: 'open' }
  | { kind: 'never' }
  | { kind: 'today'; time: string }
  | { kind: 'tomorrow'; time: string }
  | { kind: 'day'; day: string; time: string }

export type OpeningInput = {
  openNow: boolean
  /** ISO, UTC. */
  nextOpening: string | null
  /** Server time in milliseconds. */
  now: number
  locale: string
  /** The customer's zone; undefined = the browser's. */
  timeZone?: string
}

export function opening({ openNow, nextOpening, now, locale, timeZone }: OpeningInput): Opening {
  if (openNow) return { kind: 'open' }
  const at = nextOpening ? Date.parse(nextOpening) : Number.NaN
  if (Number.isNaN(at)) return { kind: 'never' }
  if (at <= now) return { kind: 'open' }
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at)
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone)
  if (days === 0) return { kind: 'today', time }
  if (days === 1) return { kind: 'tomorrow', time }
  const day = days < 7 ? format({ weekday: 'long' }) : format({ day: 'numeric', month: 'long' })
  return { kind: 'day', day, time }
}

/** Days since the epoch of the calendar day that the instant falls on in the zone. */
export function dayNumber(at: number, timeZone?: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((entry) => entry.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day')) / 86_400_000
}
