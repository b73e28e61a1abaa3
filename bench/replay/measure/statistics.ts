export type Spread = { mean: number; p50: number; p90: number; max: number }

/** Mean, median, ninth decile (nearest rank) and maximum, to a thousandth; all 0 of nothing. */
export function spreadOf(values: number[]): Spread {
  if (values.length === 0) return { mean: 0, p50: 0, p90: 0, max: 0 }
  const sorted = [...values].sort((a, b) => a - b)
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
  return { mean: round(mean), p50: round(rank(0.5)), p90: round(rank(0.9)), max: round(sorted.at(-1)!) }
}

export const round = (value: number): number => Math.round(value * 1000) / 1000
