import type { MonitorSlot } from '@/server/modules/insights/contract'

export type TodayPoint = MonitorSlot & {
  /** The hour's first slot carries its name on the axis. */
  onTheHour: boolean
}

/** Points for the curve, and where its axis has names: every second hour, every one on a short day. */
export function prepareToday(slots: readonly MonitorSlot[]): {
  points: TodayPoint[]
  ticks: number[]
  empty: boolean
} {
  const hourMs = 3_600_000
  const first = slots[0]?.at ?? 0
  const points = slots.map((slot) => ({ ...slot, onTheHour: (slot.at - first) % hourMs === 0 }))
  const hours = points.filter((point) => point.onTheHour).map((point) => point.at)
  const every = hours.length > 12 ? 2 : 1
  return {
    points,
    ticks: hours.filter((_, index) => index % every === 0),
    empty: slots.every((slot) => slot.inflow === 0),
  }
}
