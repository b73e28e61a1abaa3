/** When a call that failed is tried again: after 10 s, and then each time three times as long, up to six hours. */
const FIRST_MS = 10_000
const LONGEST_MS = 6 * 3_600_000
/** About two days of tries. */
const MOST_TRIES = 14

/** null: it is given up. `attempts` counts those made. */
export function nextTryInMs(attempts: number): number | null {
  if (attempts >= MOST_TRIES) return null
  return Math.min(LONGEST_MS, FIRST_MS * 3 ** (attempts - 1))
}
