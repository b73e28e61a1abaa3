import type { QueryConfig, QueryResult, QueryResultRow } from 'pg'
import { pool } from './pool'

/**
 * A query that ends in the database as well when nobody waits for it any more. A connection is given back only
 * when the wish to stop has arrived, which would otherwise meet the next query on it.
 * @throws what the signal was aborted with
 */
export async function queryUntil<Row extends QueryResultRow>(
  signal: AbortSignal,
  query: QueryConfig,
): Promise<QueryResult<Row>> {
  signal.throwIfAborted()
  const client = await pool().connect()
  let stopping: Promise<unknown> = Promise.resolve()
  let broken: Error | undefined
  const stop = () => {
    const { processID } = client as unknown as { processID: number }
    stopping = pool()
      .query('select pg_cancel_backend($1)', [processID])
      .catch(() => {})
  }
  try {
    signal.throwIfAborted()
    signal.addEventListener('abort', stop, { once: true })
    return await client.query<Row>(query)
  } catch (error) {
    signal.throwIfAborted()
    if ((error as { code?: string }).code === undefined) broken = error as Error
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    await stopping
    client.release(broken)
  }
}
