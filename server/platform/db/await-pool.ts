import { setTimeout as delay } from 'node:timers/promises'
import { pool } from './pool'

/**
 * While a process loads its pages on a busy machine its own clock lets connections time out that PostgreSQL
 * has long answered. What must not fail at the start waits here until the pool has one.
 */
export async function awaitPool(limitMs = 60_000): Promise<void> {
  const deadline = Date.now() + limitMs
  for (;;) {
    try {
      await pool().query('select 1')
      return
    } catch (error) {
      if (Date.now() >= deadline) throw error
      await delay(200)
    }
  }
}
