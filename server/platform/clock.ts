const shared = globalThis as { switchyardClock?: () => Date }

/** The time; everything outside `domain/` asks here, so that a test can set it. */
export function now(): Date {
  return shared.switchyardClock?.() ?? new Date()
}

/** The same in milliseconds since the epoch. */
export const nowMs = (): number => now().getTime()

/** The time that a test has set, for what otherwise goes by the database's clock; null outside tests. */
export const clockOverride = (): Date | null => shared.switchyardClock?.() ?? null

/** For tests; undefined gives the real clock back. */
export function setClock(clock: (() => Date) | undefined): void {
  shared.switchyardClock = clock
}
