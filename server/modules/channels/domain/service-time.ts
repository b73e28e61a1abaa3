/**
 * A length of service time laid onto a calendar: eight hours of service that begin on Friday at 16:00 end on
 * Monday, and a holiday in between moves them on. Lengths are counted on instants, so that an hour that the
 * clocks skip serves nobody and one that comes twice counts twice. Spans that overlap count once.
 */
import { Temporal } from 'temporal-polyfill'
import type { ServiceHours } from '../contract'
import { type Interval, openOn } from './service-hours'

/** A calendar that opens less than this much in so many days is taken for one that does not. */
const LOOK_DAYS = 800

/** The instant (epoch ms) at which `lengthMs` of service have passed since `fromMs`; null when that never comes. */
export function addServiceTime(
  calendar: ServiceHours | null,
  fromMs: number,
  lengthMs: number,
): number | null {
  if (calendar === null) return fromMs + lengthMs
  let left = lengthMs
  let reached = fromMs
  let date = Temporal.Instant.fromEpochMilliseconds(fromMs)
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainDate()
    .subtract({ days: 1 })
  for (let day = 0; day < LOOK_DAYS; day += 1, date = date.add({ days: 1 })) {
    for (const { start, end } of inOrder(openOn(calendar, date))) {
      const from = Math.max(start, reached)
      if (from >= end) continue
      if (end - from >= left) return from + left
      left -= end - from
      reached = end
    }
  }
  return null
}

const inOrder = (spans: Interval[]): Interval[] => [...spans].sort((a, b) => a.start - b.start)
