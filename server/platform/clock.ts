const shared = globalThis as { switchyardClock?: () => Date }

/** The time; everything outside `domain/` asks here, so that a test can set it. */
export function now(): Date {
  return shared.switchyardClock?.() ?? new Date()
}

/** The same in milliseconds since the epoch. */
export const nowMs = (): number => now().getTime()

/** For tests; undefined gives the real clock back. */
export function setClock(clock: (() => Date) | undefined): void {
  shared.switchyardClock = clock
}
