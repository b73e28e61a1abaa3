/**
 * From wall-clock minutes to instants. A shift keeps its wall-clock times when the clocks change: 22:00 to
 * 06:00 lasts seven hours in the night in which an hour is left out, and nine in the one that has an hour
 * twice. A time that the clocks skip counts as the moment of the jump, a time that occurs twice as its first
 * occurrence. So later minutes never come before earlier ones, and what follows without a gap stays so.
 */
import { Temporal } from 'temporal-polyfill'
import { isoDay } from './days'
import { DAY_MINUTES, type Segment } from './segments'

export type Span = { kind: 'shift' | 'break'; startsAt: number; endsAt: number }
/** Epoch ms of a minute after a day's local midnight; minutes past 1440 are those of the following days. */
export type WallClock = (day: number, minute: number) => number

const MINUTE_MS = 60_000

/** Remembers the days it was asked for, so that a month of a large team costs a few conversions. */
export function wallClock(timeZone: string): WallClock {
  const known = new Map<number, { start: number; even: boolean }>()
  const factsOf = (day: number) => {
    let facts = known.get(day)
    if (!facts) {
      const start = startOf(day, timeZone)
      facts = { start, even: startOf(day + 1, timeZone) - start === DAY_MINUTES * MINUTE_MS }
      known.set(day, facts)
    }
    return facts
  }
  return (firstDay, minutes) => {
    const day = firstDay + Math.floor(minutes / DAY_MINUTES)
    const minute = minutes - (day - firstDay) * DAY_MINUTES
    const { start, even } = factsOf(day)
    return even || minute === 0 ? start + minute * MINUTE_MS : instantOf(day, minute, timeZone)
  }
}

const startOf = (day: number, timeZone: string): number =>
  Temporal.PlainDate.from(isoDay(day)).toZonedDateTime({ timeZone }).epochMilliseconds

function instantOf(day: number, minute: number, timeZone: string): number {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 })
  const wall = Temporal.PlainDate.from(isoDay(day)).toPlainDateTime(time)
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  if (zoned.toPlainDateTime().equals(wall)) return zoned.epochMilliseconds
  return (zoned.getTimeZoneTransition('next') ?? zoned).epochMilliseconds
}

/** The spans of a shift on that day; a segment that the clocks swallow is left out. */
export function expandShift(clock: WallClock, day: number, segments: readonly Segment[]): Span[] {
  return segments
    .map(
      ({ kind, from, until }): Span => ({
        kind: kind === 'work' ? 'shift' : 'break',
        startsAt: clock(day, from),
        endsAt: clock(day, until),
      }),
    )
    .filter((span) => span.endsAt > span.startsAt)
}

/** The local day and minute of an instant. */
export function wallTimeOf(at: number, timeZone: string): { day: number; minute: number } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  const day = Date.parse(`${zoned.toPlainDate().toString()}T00:00:00Z`) / (DAY_MINUTES * MINUTE_MS)
  return { day, minute: zoned.hour * 60 + zoned.minute }
}
