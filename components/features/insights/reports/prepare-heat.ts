/** The hours of a week as seven rows of 24 fields, each as strong as its share of the largest value. */
import type { MetricKey, ReportRow } from '@/server/modules/insights/contract'

export type HeatField = { cell: string; value: number | null; strength: number }

export function prepareHeat(
  rows: readonly Pick<ReportRow, 'cell' | 'values'>[],
  metric: MetricKey,
): { day: string; hours: HeatField[] }[] {
  const of = (row: (typeof rows)[number]) => row.values[metric]?.value ?? null
  const largest = Math.max(0, ...rows.map((row) => of(row) ?? 0))
  return ['1', '2', '3', '4', '5', '6', '7'].map((day) => ({
    day,
    hours: rows
      .filter(({ cell }) => cell.startsWith(`${day}-`))
      .map((row): HeatField => {
        const value = of(row)
        return { cell: row.cell, value, strength: value === null || largest === 0 ? 0 : value / largest }
      }),
  }))
}
