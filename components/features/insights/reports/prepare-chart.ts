/** Points of a report's chart: null is a gap, and the period before lies under the same cell. */
import type { MetricKey, Report } from '@/server/modules/insights/contract'
import type { NamedRow } from './prepare-rows'

export type TimePoint = {
  cell: string
  name: string
  bars: number | null
  before: number | null
  rate: number | null
}

export function prepareTimeChart(
  rows: readonly NamedRow[],
  previous: Report['previous'],
  bars: MetricKey,
  rate: MetricKey,
): TimePoint[] {
  return rows.map((row) => ({
    cell: row.cell,
    name: row.name,
    bars: row.values[bars]?.value ?? null,
    before: previous[row.cell]?.[bars]?.value ?? null,
    rate: row.values[rate]?.value ?? null,
  }))
}

const steps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
]

/** Marks of an axis of time at whole seconds, minutes or hours, from 0 to above the longest. */
export function timeTicks(longestMs: number): number[] {
  const days = Math.ceil(longestMs / 86_400_000 / 4)
  const step = 1_000 * (steps.find((seconds) => seconds * 4_000 >= longestMs) ?? days * 86_400)
  return Array.from({ length: Math.ceil(longestMs / step) + 1 }, (_, index) => index * step)
}

export type BarItem = {
  cell: string
  name: string
  value: number | null
  before: number | null
  share: number
  shareBefore: number
}

/** The longest bar is the whole width; the rest and the period before are measured against it. */
export function prepareBars(
  rows: readonly NamedRow[],
  previous: Report['previous'],
  metric: MetricKey,
  most: number,
): BarItem[] {
  const shown = rows.filter((row) => !row.includesOthers).slice(0, most)
  const of = (row: NamedRow) => row.values[metric]?.value ?? null
  const earlier = (row: NamedRow) => previous[row.cell]?.[metric]?.value ?? null
  const longest = Math.max(0, ...shown.flatMap((row) => [of(row) ?? 0, earlier(row) ?? 0]))
  const share = (value: number | null) => (value === null || longest === 0 ? 0 : value / longest)
  return shown.map((row) => ({
    cell: row.cell,
    name: row.name,
    value: of(row),
    before: earlier(row),
    share: share(of(row)),
    shareBefore: share(earlier(row)),
  }))
}
