import type { MonitorSlot } from '@/server/modules/insights/contract'

const perPoint = 6

type Strip = {
  /** By half an hour; null where it has not come, or nothing is on record. */
  came: (number | null)[]
  usual: (number | null)[]
  /** Every third hour, for the names under the picture. */
  hours: number[]
  most: number
}

/** The day by half an hour; one that is still running says nothing yet. */
export function prepareStrip(slots: readonly MonitorSlot[], at: number): Strip {
  const came: (number | null)[] = []
  const usual: (number | null)[] = []
  for (let first = 0; first < slots.length; first += perPoint) {
    const part = slots.slice(first, first + perPoint)
    const last = part[part.length - 1]
    const passed = last !== undefined && last.at + 5 * 60_000 <= at
    came.push(passed ? sum(part.map(({ now }) => now?.inflow ?? 0)) : null)
    usual.push(
      part.every((slot) => slot.usual === null) ? null : sum(part.map((slot) => slot.usual?.inflow ?? 0)),
    )
  }
  const hours = slots.filter((_, index) => index % (perPoint * 6) === 0).map((slot) => slot.at)
  const most = Math.ceil(Math.max(0, ...came.map((n) => n ?? 0), ...usual.map((n) => n ?? 0)))
  return { came, usual, hours, most }
}

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0)
