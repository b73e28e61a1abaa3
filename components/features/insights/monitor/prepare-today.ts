import type { MonitorSlot } from '@/server/modules/insights/contract'

export type TodayPoint = {
  at: number
  inflow: number | null
  answered: number | null
  abandoned: number | null
  serviceLevel: number | null
  usualInflow: number | null
  usualServiceLevel: number | null
}

/** Points for the curve, and where its axis has names: every second hour, every one on a short day. */
export function prepareToday(slots: readonly MonitorSlot[]): {
  points: TodayPoint[]
  ticks: number[]
  empty: boolean
} {
  const hourMs = 3_600_000
  const first = slots[0]?.at ?? 0
  const points = slots.map(({ at, now, usual }) => ({
    ...{
      at,
      inflow: now?.inflow ?? null,
      answered: now?.answered ?? null,
      abandoned: now?.abandoned ?? null,
    },
    serviceLevel: now?.serviceLevel ?? null,
    ...{ usualInflow: usual?.inflow ?? null, usualServiceLevel: usual?.serviceLevel ?? null },
  }))
  const hours = slots.filter(({ at }) => (at - first) % hourMs === 0).map(({ at }) => at)
  const every = hours.length > 12 ? 2 : 1
  return {
    points,
    ticks: hours.filter((_, index) => index % every === 0),
    empty: points.every((point) => !point.inflow && !point.usualInflow),
  }
}
