import { Temporal } from 'temporal-polyfill'

/** All zones change their clocks at a quarter of an hour, so an offset holds for the whole quarter. */
const quarterMs = 900_000
const keptOffsets = 5_000

/** How far the zone's clocks are ahead of UTC, in milliseconds; remembers what it was asked for. */
export function offsetOf(timeZone: string): (at: number) => number {
  const known = new Map<number, number>()
  return (at) => {
    const quarter = Math.floor(at / quarterMs)
    const found = known.get(quarter)
    if (found !== undefined) return found
    const start = Temporal.Instant.fromEpochMilliseconds(quarter * quarterMs)
    const offset = start.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000
    if (known.size >= keptOffsets) known.clear()
    known.set(quarter, offset)
    return offset
  }
}

/** `2026-03-29T03:00:00+02:00`: what the clock showed, and which of two equal hours it was. */
export function isoWithOffset(at: number, offset: number): string {
  const sign = offset < 0 ? '-' : '+'
  const minutes = Math.abs(Math.round(offset / 60_000))
  const pad = (n: number) => String(n).padStart(2, '0')
  const wall = new Date(at + offset).toISOString().slice(0, 19)
  return `${wall}${sign}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
