import { Pool } from 'pg'
import { databaseUrl } from '../env'
import { onShutdown } from '../shutdown'

const shared = globalThis as { switchyardPool?: Pool }

/**
 * The one connection pool of this process, whichever module graph asks. An open transaction that is
 * forgotten holds back vacuum and slows every claim, so the server ends it.
 */
export function pool(): Pool {
  shared.switchyardPool ??= open()
  return shared.switchyardPool
}

function open(): Pool {
  const opened = new Pool({
    connectionString: databaseUrl(),
    application_name: 'switchyard',
    max: 20,
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 15_000,
    statement_timeout: 30_000,
  })
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  opened.on('error', () => {})
  onShutdown('pools', async () => {
    shared.switchyardPool = undefined
    await opened.end()
  })
  return opened
}
