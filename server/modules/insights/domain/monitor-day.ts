/**
 * A day by five minutes, beside the mean of the same weekday in the four weeks before. Slots meet by what the
 * clocks on the wall say, so that a day of 23 or 25 hours is laid beside others without a shift.
 */
import { Temporal } from 'temporal-polyfill'
import type { MonitorSlot } from '../contract'
import { addCounts, type Counts, rateOf, type Slot } from './monitor-reading'

export const slotMs = 5 * 60_000
export const usualWeeks = 4

/** The day in which `at` lies, so many weeks earlier. */
export function dayOf(at: number, timeZone: string, weeksBefore = 0): { from: number; until: number } {
  const day = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .subtract({ weeks: weeksBefore })
  const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone }).epochMilliseconds
  return { from: midnight(day), until: midnight(day.add({ days: 1 })) }
}

/** The same weekday in the weeks before, from the nearest back. */
export const usualDays = (at: number, timeZone: string): { from: number; until: number }[] =>
  Array.from({ length: usualWeeks }, (_, index) => dayOf(at, timeZone, index + 1))

/** Minutes since midnight by the clocks of the zone. Their offset changes at quarters of an hour at the earliest. */
export function minuteOfDay(timeZone: string): (at: number) => number {
  const quarterMs = 15 * 60_000
  const known = new Map<number, number>()
  return (at) => {
    const quarter = Math.floor(at / quarterMs) * quarterMs
    let minute = known.get(quarter)
    if (minute === undefined) {
      const clock = Temporal.Instant.fromEpochMilliseconds(quarter).toZonedDateTimeISO(timeZone)
      minute = clock.hour * 60 + clock.minute
      known.set(quarter, minute)
    }
    return minute + Math.floor((at - quarter) / 60_000)
  }
}

export type UsualSlot = Counts & { groupId: string | null; channelId: string | null; minute: number }
export type ByMinute = ReadonlyMap<number, Counts>

export function byMinute(rows: readonly UsualSlot[]): ByMinute {
  return new Map([...gather(rows, (row) => row.minute)].map(([minute, list]) => [minute, addCounts(list)]))
}

type Day = { at: number; timeZone: string; slots: readonly Slot[]; usual: ByMinute; days: number }

/** Every slot of the whole day; what has not come yet has no counts, and without an earlier day nothing is usual. */
export function daySlots({ at, timeZone, slots, usual, days }: Day): MonitorSlot[] {
  const { from, until } = dayOf(at, timeZone)
  const minuteAt = minuteOfDay(timeZone)
  const now = gather(slots, (row) => row.at)
  const list: MonitorSlot[] = []
  for (let slot = from; slot < until; slot += slotMs) {
    const before = usual.get(minuteAt(slot)) ?? addCounts([])
    list.push({
      at: slot,
      now: slot <= at ? shown(addCounts(now.get(slot) ?? []), 1) : null,
      usual: days === 0 ? null : shown(before, days),
    })
  }
  return list
}

function shown(counts: Counts, days: number): NonNullable<MonitorSlot['now']> {
  const { inflow, answered, abandoned } = counts
  return {
    ...{ inflow: inflow / days, answered: answered / days, abandoned: abandoned / days },
    serviceLevel: rateOf(counts),
  }
}

function gather<T>(rows: readonly T[], key: (row: T) => number): Map<number, T[]> {
  const map = new Map<number, T[]>()
  for (const row of rows) {
    const list = map.get(key(row))
    if (list) list.push(row)
    else map.set(key(row), [row])
  }
  return map
}
