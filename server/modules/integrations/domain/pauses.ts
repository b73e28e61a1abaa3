/** After 2 s, then each time three times as long up to six hours: 15 tries span about two days. */
const FIRST_MS = 2_000
const LONGEST_MS = 6 * 3_600_000
const MOST_TRIES = 15

/** Pause before the next try, in milliseconds; null: it is given up. `attempts` counts those made. */
export function pauseAfter(attempts: number): number | null {
  if (attempts >= MOST_TRIES) return null
  return Math.min(LONGEST_MS, FIRST_MS * 3 ** (attempts - 1))
}
