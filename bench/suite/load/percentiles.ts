export type Spread = { n: number; p50: number; p95: number; p99: number; max: number }

/** Of milliseconds; the nearest rank, as the metric contract has it. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = Float64Array.from(times).sort()
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

export function medianOf(values: readonly number[]): number {
  return spreadOf(values).p50
}
