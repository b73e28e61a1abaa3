/**
 * Holidays as calendars hand them out: whole days of VEVENT (RFC 5545), several days in one, and those that
 * come back every year. What is not a whole day, or repeats by another rule, says nothing about being closed
 * and is left out by name rather than guessed.
 */
import { Temporal } from 'temporal-polyfill'
import type { IcalReading } from '../contract'

type Event = Record<string, { parameters: string; value: string }>
type Reason = IcalReading['skipped'][number]['reason']

const longest = 31
/** A holiday of every year is written out for so many. */
const years = 3

/** Dates from `from` ('YYYY-MM-DD') on, each once, in order; at most `most`. */
export function readIcal(text: string, from: string, most: number): IcalReading {
  const dates = new Map<string, string>()
  const skipped: IcalReading['skipped'] = []
  for (const event of eventsOf(text)) {
    const name = plain(event.SUMMARY?.value ?? '').slice(0, 120)
    const found = datesOf(event, from)
    if (typeof found === 'string') skipped.push({ name, reason: found })
    else for (const date of found) if (!dates.has(date)) dates.set(date, name)
  }
  const sorted = [...dates].map(([date, name]) => ({ date, name })).sort((a, b) => (a.date < b.date ? -1 : 1))
  const over = sorted.slice(most).map(({ name }) => ({ name, reason: 'too_many' as const }))
  return { dates: sorted.slice(0, most), skipped: [...skipped, ...over] }
}

/** Lines that begin with a space go on from the one before. */
function eventsOf(text: string): Event[] {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n')
  const events: Event[] = []
  let open: Event | null = null
  for (const line of lines) {
    if (/^BEGIN:VEVENT\s*$/i.test(line)) open = {}
    else if (/^END:VEVENT\s*$/i.test(line)) {
      if (open) events.push(open)
      open = null
    } else if (open) {
      const [, name, parameters, value] = /^([A-Za-z-]+)((?:;(?:"[^"]*"|[^":])*)*):(.*)$/.exec(line) ?? []
      if (name) open[name.toUpperCase()] ??= { parameters: parameters ?? '', value: (value ?? '').trim() }
    }
  }
  return events
}

function datesOf(event: Event, from: string): string[] | Reason {
  const begin = event.DTSTART
  if (!begin) return 'no_date'
  if (begin.value.includes('T')) return 'timed'
  const start = parseDate(begin.value)
  if (!start) return 'no_date'
  const end = event.DTEND ? parseDate(event.DTEND.value) : null
  const length = end ? Math.max(1, start.until(end).days) : 1
  if (length > longest) return 'too_long'
  const starts = startsOf(start, event.RRULE?.value, from)
  if (!starts) return 'repeats'
  const all = starts.flatMap((first) =>
    Array.from({ length }, (_, day) => first.add({ days: day }).toString()),
  )
  const ahead = all.filter((date) => date >= from)
  return ahead.length > 0 ? ahead : 'past'
}

function parseDate(text: string): Temporal.PlainDate | null {
  if (!/^\d{8}$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
  } catch {
    return null
  }
}

/** Null for a rule that is more than "every year". */
function startsOf(
  start: Temporal.PlainDate,
  rule: string | undefined,
  from: string,
): Temporal.PlainDate[] | null {
  if (rule === undefined) return [start]
  const parts = Object.fromEntries(rule.split(';').map((part) => part.toUpperCase().split('=')))
  const known = Object.keys(parts).every((key) => ['FREQ', 'INTERVAL', 'UNTIL', 'WKST'].includes(key))
  if (!known || parts.FREQ !== 'YEARLY' || (parts.INTERVAL ?? '1') !== '1') return null
  const until = parts.UNTIL ? parseDate(parts.UNTIL.slice(0, 8)) : null
  const begin = Math.max(start.year, Number(from.slice(0, 4)))
  const each = Array.from({ length: years }, (_, index) => start.add({ years: begin - start.year + index }))
  // The 29th of February comes back in leap years only.
  const real = each.filter((date) => date.day === start.day)
  return until ? real.filter((date) => Temporal.PlainDate.compare(date, until) <= 0) : real
}

/** Commas, semicolons, backslashes and line breaks are escaped in a text. */
function plain(text: string): string {
  return text.replace(/\\([,;\\nN])/g, (_, sign: string) => (/n/i.test(sign) ? ' ' : sign)).trim()
}
