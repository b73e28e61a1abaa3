import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { StartError } from './start-error'

const reportEveryMs = 5_000

/**
 * Resolves to `ready` when the server answers a query, however long recovery takes: whoever waits watches
 * the process too, and a living one is working.
 */
export async function waitUntilReady(
  url: string,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<'ready'> {
  let reportAt = Date.now() + reportEveryMs
  while (!signal.aborted) {
    if (await answers(url)) return 'ready'
    if (Date.now() > reportAt) {
      log('PostgreSQL is still starting (recovering after an unclean stop can take a while)')
      reportAt += reportEveryMs
    }
    await delay(25)
  }
  return new Promise(() => {})
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch (error) {
    // A wrong password never becomes right; everything else is a server that is not there yet.
    if ((error as { code?: string }).code === '28P01') {
      throw new StartError('PostgreSQL refuses the password in its switchyard.json. Restore that file.')
    }
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
