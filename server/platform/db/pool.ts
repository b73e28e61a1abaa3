import pg from 'pg'
import { databaseUrl } from '../env'
import { singleton } from '../singleton'

// bigint columns hold conversation numbers and log positions, far below 2^53.
pg.types.setTypeParser(20, Number)

/** What a store needs of a connection: the pool itself, or one client inside a transaction. */
export type Sql = Pick<pg.ClientBase, 'query'>

const state = singleton('pool', () => ({ pool: undefined as pg.Pool | undefined }))

export function pool(): pg.Pool {
  if (!state.pool) {
    const created = new pg.Pool({
      connectionString: databaseUrl(),
      max: 20,
      idleTimeoutMillis: 60_000,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
      application_name: 'switchyard',
    })
    // An idle client that loses its server must not end the process; the next query reports it.
    created.on('error', () => {})
    state.pool = created
  }
  return state.pool
}

export async function closePool(): Promise<void> {
  const open = state.pool
  state.pool = undefined
  await open?.end()
}

/**
 * Runs `work` in one transaction. `begin` may carry statements that must come first, such as an
 * advisory lock (trusted text, never input).
 */
export async function inTransaction<T>(work: (sql: Sql) => Promise<T>, begin = 'begin'): Promise<T> {
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
