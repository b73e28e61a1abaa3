const FIRST_MS = 800
const LONGEST_MS = 30_000

/** Milliseconds before the next try: doubled per failure up to 30 s, spread over half to one and a half. */
export function backOff(failures: number, chance: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10)) * (0.5 + chance)
}
