import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'

const patienceMs = 15_000

/** The database cannot be used; the message names DATABASE_URL and is fit for the terminal. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
}

/**
 * Connects, and makes the database when the server does not have it yet. A server that does not answer is
 * asked again with growing pauses until `limitMs` have passed; a refusal (password, rights) ends at once.
 * @throws {DatabaseError}
 */
export async function connectOrCreate(url: string, limitMs = patienceMs): Promise<Client> {
  const deadline = Date.now() + limitMs
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
    try {
      return await connect(url, Math.max(1_000, Math.min(5_000, deadline - Date.now())))
    } catch (error) {
      const code = (error as { code?: string }).code ?? ''
      if (code === '3D000') await createDatabase(url)
      else if (/^(28|42|0A|08P)/.test(code)) throw refused(url, error)
      else if (Date.now() >= deadline) throw silent(url, limitMs, error)
      else await delay(Math.min(pauseMs, Math.max(0, deadline - Date.now())))
    }
  }
}

async function connect(connectionString: string, connectionTimeoutMillis: number): Promise<Client> {
  const client = new Client({
    connectionString,
    connectionTimeoutMillis,
    application_name: 'switchyard-start',
  })
  client.on('error', () => {}) // A lost connection also fails the query that waits for it.
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
}

async function createDatabase(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  const client = await connectToAny(url)
  try {
    await client.query(`create database ${client.escapeIdentifier(name)} encoding 'UTF8' template template0`)
  } catch (error) {
    const code = (error as { code?: string }).code ?? ''
    // 42P04 and 23505: another process was faster.
    if (['42P04', '23505'].includes(code)) return
    throw new DatabaseError(
      `DATABASE_URL names the database "${name}", which does not exist and could not be created: ${text(error)}`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

async function connectToAny(url: string): Promise<Client> {
  let last: unknown
  for (const database of ['postgres', 'template1']) {
    const other = new URL(url)
    other.pathname = `/${database}`
    try {
      return await connect(other.href, 5_000)
    } catch (error) {
      last = error
    }
  }
  throw refused(url, last)
}

function refused(url: string, error: unknown): DatabaseError {
  return new DatabaseError(`DATABASE_URL (${place(url)}): the database refuses: ${text(error)}`)
}

function silent(url: string, limitMs: number, error: unknown): DatabaseError {
  const seconds = Math.round(limitMs / 1000)
  return new DatabaseError(`DATABASE_URL (${place(url)}) did not answer for ${seconds} s: ${text(error)}`)
}

/** The address without user and password. */
function place(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port || 5432}${pathname}`
}

function text(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(text).join('; ')
  const message = error instanceof Error ? error.message : String(error)
  return message || (error as { code?: string }).code || 'no reason given'
}
