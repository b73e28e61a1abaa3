const SECONDS = [1, 2, 5, 10, 30, 60, 300, 600, 1_800]

/** Milliseconds until the next try after so many; null: given up, after about three quarters of an hour. */
export function pauseAfter(attempts: number): number | null {
  const seconds = SECONDS[attempts - 1]
  return seconds === undefined ? null : seconds * 1_000
}
