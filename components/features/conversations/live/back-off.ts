const FIRST_MS = 500
const MOST_MS = 15_000

/** Wait before attempt `n` (from 1): doubling, with half of it left to chance, so that many do not return at once. */
export function backOffMs(attempt: number, chance: number): number {
  const full = Math.min(MOST_MS, FIRST_MS * 2 ** (attempt - 1))
  return full / 2 + (full / 2) * chance
}
