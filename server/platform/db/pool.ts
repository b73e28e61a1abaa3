import pg from 'pg'
import { databaseUrl } from '../env'
import { ObservedClient, ObservedPool } from '../observe/observed-client'
import { onShutdown } from '../shutdown'
import { singleton } from '../singleton'

// bigint columns hold conversation numbers and log positions, far below 2^53.
pg.types.setTypeParser(20, Number)

/** What a store needs of a connection: the pool itself, or one client inside a transaction. */
export type Sql = Pick<pg.ClientBase, 'query'>

const shared = singleton('pool', () => ({ pool: undefined as pg.Pool | undefined }))

/**
 * The one connection pool of this process, whichever module graph asks. An open transaction that is
 * forgotten holds back vacuum and slows every claim, so the server ends it.
 */
export function pool(): pg.Pool {
  shared.pool ??= open()
  return shared.pool
}

/** How full it is; all noughts before anything was asked. */
export function poolUse(): { inUse: number; idle: number; waiting: number; max: number } {
  const { totalCount = 0, idleCount = 0, waitingCount = 0 } = shared.pool ?? {}
  return { inUse: totalCount - idleCount, idle: idleCount, waiting: waitingCount, max: MAX_CONNECTIONS }
}

/** Each costs PostgreSQL up to 10 MB of its own; those who ask at once share statements instead. */
const MAX_CONNECTIONS = 16

function open(): pg.Pool {
  const opened = new ObservedPool({
    connectionString: databaseUrl(),
    Client: ObservedClient,
    application_name: 'switchyard',
    max: MAX_CONNECTIONS,
    idleTimeoutMillis: 15_000,
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: 15_000,
    statement_timeout: 30_000,
  })
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  opened.on('error', () => {})
  // The same for one that is in use: its query fails by itself.
  opened.on('connect', (client) => client.on('error', () => {}))
  onShutdown('pools', async () => {
    shared.pool = undefined
    await opened.end()
  })
  return opened
}

/** PostgreSQL ended one of two that waited for each other; it changed nothing, and may try again. */
const LOST = new Set(['40P01', '40001'])
const MAX_TRIES = 4

/**
 * Runs `work` in one transaction, once more when PostgreSQL chose it to resolve a deadlock: so `work` may
 * touch nothing but the database. `begin` may carry statements that must come first, such as an advisory
 * lock (trusted text, never input).
 */
export async function inTransaction<T>(work: (sql: Sql) => Promise<T>, begin = 'begin'): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(work, begin)
    } catch (error) {
      if (!LOST.has((error as { code?: string }).code ?? '') || tries >= MAX_TRIES) throw error
    }
  }
}

async function attempt<T>(work: (sql: Sql) => Promise<T>, begin: string): Promise<T> {
  const client = await pool().connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((e: Error) => {
      broken = e
    })
    throw error
  } finally {
    client.release(broken)
  }
}
