import { inTransaction, type Sql } from '@/server/platform/db/pool'
import { instruments } from '@/server/platform/observe/instruments'
import { singleton } from '@/server/platform/singleton'

/**
 * Decisions about one group happen one after the other, in any number of processes: the lock is a statement
 * of its own, so that what is read after it includes the last winner.
 */
function beginLocked(groupId: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(groupId)) throw new Error('not a group id')
  return `begin; select pg_advisory_xact_lock(hashtextextended('dispatch:${groupId}', 0))`
}

/** Thrown inside the transaction when the race was lost: it rolls back and is tried anew. */
export class LostRace extends Error {}

const MAX_TRIES = 8
const RETRIED = new Set(['23505', '40001', '40P01'])

/**
 * From this attempt on the agents are locked before they are looked at: those of several groups are wanted by
 * several decisions at once, and whoever only hopes could lose every time.
 */
const CONTENDED_FROM = 3

/** Runs `attempt` until it wins, a bounded number of times. */
async function retryRaces<T>(attempt: (contended: boolean) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(tries >= CONTENDED_FROM)
    } catch (error) {
      const code = (error as { code?: string }).code ?? ''
      if (!(error instanceof LostRace || RETRIED.has(code)) || tries >= MAX_TRIES) throw error
    }
  }
}

type Turns = { busy: boolean; lastUrgent: boolean; urgent: (() => void)[]; normal: (() => void)[] }
const allTurns = () => singleton('dispatch.turns', () => new Map<string, Turns>())

/**
 * One after the other within this process too: whoever waits for a lock should not hold a connection. If
 * each assignment from the queue stood behind all who arrive, agents would idle beside a queue that grows; so
 * urgent turns take every other place, and neither kind can starve the other.
 */
async function takeTurn<T>(groupId: string, urgent: boolean, work: () => Promise<T>): Promise<T> {
  const turns = allTurns().get(groupId) ?? { busy: false, lastUrgent: false, urgent: [], normal: [] }
  allTurns().set(groupId, turns)
  if (turns.busy) await new Promise<void>((go) => (urgent ? turns.urgent : turns.normal).push(go))
  turns.busy = true
  try {
    return await work()
  } finally {
    // The turn is handed on while still busy, so that nobody slips in between.
    const urgentNext = turns.urgent.length > 0 && (!turns.lastUrgent || turns.normal.length === 0)
    turns.lastUrgent = urgentNext
    const next = urgentNext ? turns.urgent.shift() : turns.normal.shift()
    if (next) next()
    else allTurns().delete(groupId)
  }
}

/**
 * One decision about a group: a transaction under the group's lock, tried anew when a race was lost. `work`
 * is told when it must lock the agents it decides between. `urgent` is for those who wait already.
 */
export function decideInGroup<T>(
  groupId: string,
  work: (sql: Sql, contended: boolean) => Promise<T>,
  { urgent = false } = {},
): Promise<T> {
  const began = performance.now()
  return takeTurn(groupId, urgent, () =>
    retryRaces((contended) => inTransaction((sql) => work(sql, contended), beginLocked(groupId))),
  ).finally(() => instruments.decisionTime.of().observe((performance.now() - began) / 1_000))
}
