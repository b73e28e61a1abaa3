import type { Label, MetricKey, MetricValues, Report, ReportRow } from '@/server/modules/insights/contract'

export type Sort = { by: MetricKey | 'name'; down: boolean }
export type NamedRow = ReportRow & {
  name: string
  /** Counts what other rows count as well: a group with groups below it. */
  includesOthers: boolean
}

/** In the asked order; what has no value stands last, whichever way. */
export function sortRows(rows: readonly NamedRow[], { by, down }: Sort): NamedRow[] {
  const sign = down ? -1 : 1
  return [...rows].sort((a, b) => {
    if (by === 'name') return sign * a.name.localeCompare(b.name)
    const left = a.values[by]?.value ?? null
    const right = b.values[by]?.value ?? null
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * (left - right) || a.name.localeCompare(b.name)
  })
}

export function nameOf(label: Label, locale: string): string | null {
  if (label === null || typeof label === 'string') return label
  return label[locale] ?? label.en ?? Object.values(label)[0] ?? null
}

/** Difference to the period before: relative for numbers and times, in points for rates. */
export function changeOf(
  key: MetricKey,
  now: MetricValues,
  before: MetricValues | null,
  isRate: boolean,
): number | null {
  const value = now[key]?.value ?? null
  const earlier = before?.[key]?.value ?? null
  if (value === null || earlier === null) return null
  if (isRate) return value - earlier
  return earlier === 0 ? null : value / earlier - 1
}

/** Nothing happened that this report could tell of. */
export const isEmpty = ({ total }: Pick<Report, 'total'>, evidence: readonly MetricKey[]): boolean =>
  evidence.every((key) => !total[key]?.value && !total[key]?.denominator)
