/**
 * Exact comparison of fractions of whole numbers. Equal must be equal for a tie-break to bite, and decimal
 * shares are not (0.1 × 3 is not 0.3), so fractions are compared by multiplying across.
 */
export interface Fraction {
  over: number
  /** 0 makes the fraction 0. */
  under: number
}

/** Negative when a < b, 0 when equal, positive when a > b. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const left = a.under === 0 ? { over: 0, under: 1 } : a
  const right = b.under === 0 ? { over: 0, under: 1 } : b
  const across = left.over * right.under
  const back = right.over * left.under
  if (Number.isSafeInteger(across) && Number.isSafeInteger(back)) return across - back
  const exact = BigInt(left.over) * BigInt(right.under) - BigInt(right.over) * BigInt(left.under)
  return exact < 0n ? -1 : exact > 0n ? 1 : 0
}
