/**
 * From counted facts to metric values. Rates and means keep numerator and denominator, so that a number can be
 * explained and checked; without a single case there is no value, which is not the same as zero.
 */
import type { MetricKey, MetricValue, MetricValues } from '../contract'
import { metrics } from '../contract'

/** What a family counts for one metric: `n` alone, or `n` over `d`. */
export type Counted = Partial<Record<MetricKey, { n: number | null; d: number | null }>>

export function valuesOf(counted: Counted): MetricValues {
  const values: MetricValues = {}
  for (const [key, { n, d }] of Object.entries(counted) as [
    MetricKey,
    { n: number | null; d: number | null },
  ][]) {
    if (metrics[key].form === 'single') values[key] = { value: n, numerator: n, denominator: null }
    else values[key] = ratio(n, d)
  }
  return values
}

/** Shares are of the total of all cells, which only the whole table knows. */
export function withShares(values: MetricValues, total: MetricValues): MetricValues {
  const shared = { ...values }
  for (const key of Object.keys(values) as MetricKey[]) {
    if (metrics[key].form !== 'share') continue
    shared[key] = ratio(values[key]?.numerator ?? null, total[key]?.numerator ?? null)
  }
  return shared
}

function ratio(n: number | null, d: number | null): MetricValue {
  return { value: n === null || !d ? null : n / d, numerator: n, denominator: d }
}
