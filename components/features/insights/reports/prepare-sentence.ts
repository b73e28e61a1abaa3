/** The one sentence above a report: what happened, and who or what stands out. */
import type { MetricKey } from '@/server/modules/insights/contract'
import type { NamedRow } from './prepare-rows'

type Values = { [K in MetricKey]?: { value: number | null } | undefined }

export type Standout = { name: string; value: number }

/** The row with the highest (or lowest) value; rows with too few cases behind them do not stand out. */
export function standout(
  rows: readonly NamedRow[],
  key: MetricKey,
  which: 'highest' | 'lowest',
  atLeast = 1,
): Standout | null {
  let found: Standout | null = null
  for (const row of rows.filter((one) => !one.includesOthers)) {
    const metric = row.values[key]
    if (metric?.value === null || metric?.value === undefined) continue
    if ((metric.denominator ?? metric.value) < atLeast) continue
    const better =
      found === null || (which === 'highest' ? metric.value > found.value : metric.value < found.value)
    if (better) found = { name: row.name, value: metric.value }
  }
  return found
}

/** What a sentence is filled with: each metric as text under its key, and as a number under `…_n`. */
export function saidOf(
  values: Values,
  keys: readonly MetricKey[],
  textOf: (key: MetricKey, value: number | null) => string,
): Record<string, string | number> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = values[key]?.value ?? null
      return [[key, textOf(key, value)] as const, [`${key}_n`, value ?? 0] as const]
    }),
  )
}
