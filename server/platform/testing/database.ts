import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { setDatabaseUrl } from '@/server/platform/env'
import { shutDown } from '@/server/platform/shutdown'

export type TestDatabase = { url: string; drop: () => Promise<void> }

/** A fresh copy of the migrated database, for one test file or one test. */
export function createTestDatabase(): Promise<TestDatabase> {
  return create('template_test')
}

/** A database with nothing in it. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return create('template0')
}

/**
 * Gives the test file a database of its own and makes it the product's: code under test reaches it without
 * being told. Pools that registered themselves for the stop are closed before it is dropped.
 */
export function useTestDatabase(): { readonly url: string } {
  let database: TestDatabase | undefined
  beforeAll(async () => {
    database = await createTestDatabase()
    setDatabaseUrl(database.url)
  })
  afterAll(async () => {
    await shutDown('jobs', console.error)
    await shutDown('pools', console.error)
    await database?.drop()
  })
  return {
    get url() {
      if (!database) throw new Error('The test database exists only inside tests and hooks.')
      return database.url
    },
  }
}

/** Runs statements on a connection of their own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function create(template: string): Promise<TestDatabase> {
  const server = inject('testServerUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await withClient(server, (client) => client.query(`create database ${name} template ${template}`))
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    drop: () =>
      withClient(server, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}
