import type { Words } from '../../i18n/en'
import { dayNumber } from './opening'

/** Heading of a day in the log: today, yesterday, or the date (with the year once it is another one). */
export function dayLabel(
  at: number,
  now: number,
  words: Pick<Words, 'today' | 'yesterday' | 'locale'>,
  timeZone?: string,
): string {
  const ago = dayNumber(now, timeZone) - dayNumber(at, timeZone)
  if (ago === 0) return words.today
  if (ago === 1) return words.yesterday
  return new Intl.DateTimeFormat(words.locale, {
    timeZone,
    weekday: ago > 0 && ago < 7 ? 'long' : undefined,
    day: 'numeric',
    month: 'long',
    year: Math.abs(ago) > 300 ? 'numeric' : undefined,
  }).format(at)
}

/** Hours and minutes, 24 h. */
export const clockTime = (at: number, locale: string, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  )
