/**
 * Decisions about one group happen one after the other, in any number of processes: the lock is a statement
 * of its own, so that what is read after it includes the last winner.
 */
export function beginLocked(groupId: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(groupId)) throw new Error('not a group id')
  return `begin; select pg_advisory_xact_lock(hashtextextended('dispatch:${groupId}', 0))`
}

/** Thrown inside the transaction when the race was lost: it rolls back and is tried anew. */
export class LostRace extends Error {}

const MAX_TRIES = 8
const RETRIED = new Set(['23505', '40001', '40P01'])

/** Runs `attempt` until it wins, a bounded number of times. */
export async function retryRaces<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      const code = (error as { code?: string }).code ?? ''
      if (!(error instanceof LostRace || RETRIED.has(code)) || tries >= MAX_TRIES) throw error
    }
  }
}
