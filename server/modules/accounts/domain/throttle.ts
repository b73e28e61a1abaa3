/**
 * How many wrong passwords are borne before sign-in is refused for a while. Per account against guessing
 * one password, per address against trying one password on many accounts. Names that do not exist are
 * counted alike, so the answer never tells which names do.
 */
export const throttle = {
  account: { attempts: 8, windowSeconds: 15 * 60 },
  address: { attempts: 40, windowSeconds: 15 * 60 },
  /** Mails for a forgotten password: counted apart, so that asking for one never stands in the way of signing in. */
  reset_account: { attempts: 3, windowSeconds: 60 * 60 },
  reset_address: { attempts: 20, windowSeconds: 60 * 60 },
} as const

/** Whole seconds, at least one, until the next attempt is looked at. */
export function retryAfterSeconds(millisecondsLeft: number): number {
  return Math.max(1, Math.ceil(millisecondsLeft / 1000))
}

/** One account has one counter, however its address is typed. Hashed by the store before it is written. */
export function accountKey(email: string): string {
  return email.trim().toLowerCase().normalize('NFKC')
}
