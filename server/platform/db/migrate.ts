import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'
import { connectOrCreate } from './connect'
import { isSameMigration, listMigrationFiles, type MigrationFile } from './migration-files'

/**
 * Applies `prisma/migrations` without Prisma's engine, which some networks cannot download, and keeps the
 * same books (`_prisma_migrations`, the same checksums, the same advisory lock), so that
 * `prisma migrate status` and `deploy` agree wherever that engine is present.
 */
const prismaLock = 72707369
const lockPatienceMs = 10 * 60_000

/** A migration stops the start; the message names it and is fit for the terminal. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}

type Row = { migration_name: string; checksum: string; finished_at: Date | null }

/**
 * Brings the database (made if missing) up to date; resolves to the names applied now. Each file runs in one
 * transaction together with its row: it is applied whole and recorded, or neither. Processes that start at
 * once wait for each other.
 * @throws {MigrationError | import('./connect').DatabaseError}
 */
export async function migrate(options: {
  url: string
  folder: string
  log?: (line: string) => void
  limitMs?: number
  /** Leaves out what is not named here. */
  only?: ReadonlySet<string>
  /** Refuses a database that has tables. */
  emptyOnly?: boolean
}): Promise<string[]> {
  const { only } = options
  const files = listMigrationFiles(options.folder).filter(({ name }) => !only || only.has(name))
  const client = await connectOrCreate(options.url, options.limitMs)
  try {
    await client.query(
      'set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0',
    )
    await lock(client, options.log)
    if (options.emptyOnly) await refuseTables(client)
    const pending = findPending(files, await readRows(client))
    for (const file of pending) {
      options.log?.(`applying migration ${file.name}`)
      await apply(client, file)
    }
    return pending.map((file) => file.name)
  } finally {
    await client.end().catch(() => {}) // The end of the session gives the lock back.
  }
}

async function lock(client: Client, log?: (line: string) => void): Promise<void> {
  const deadline = Date.now() + lockPatienceMs
  for (let told = false; ; told = true) {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      prismaLock,
    ])
    if (rows[0]?.locked) return
    if (Date.now() > deadline)
      throw new MigrationError('Another process has been migrating this database for 10 minutes.')
    if (!told) log?.('another process is migrating this database; waiting for it')
    await delay(100)
  }
}

async function refuseTables(client: Client): Promise<void> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_tables where schemaname = 'public'`,
  )
  if (rows[0]?.n) throw new MigrationError('This database is in use: it has tables. Name one that is empty.')
}

async function readRows(client: Client): Promise<Row[]> {
  await client.query(`create table if not exists "_prisma_migrations" (
    "id" varchar(36) primary key not null,
    "checksum" varchar(64) not null,
    "finished_at" timestamptz,
    "migration_name" varchar(255) not null,
    "logs" text,
    "rolled_back_at" timestamptz,
    "started_at" timestamptz not null default now(),
    "applied_steps_count" integer not null default 0
  )`)
  const { rows } = await client.query<Row>(
    `select migration_name, checksum, finished_at from "_prisma_migrations"
     where rolled_back_at is null order by started_at`,
  )
  return rows
}

function findPending(files: MigrationFile[], rows: Row[]): MigrationFile[] {
  for (const row of rows) {
    const file = files.find((candidate) => candidate.name === row.migration_name)
    if (!row.finished_at) {
      throw new MigrationError(
        `Migration ${row.migration_name} was begun by another tool and never finished. Repair the database, then ` +
          `run "npx prisma migrate resolve" for it.`,
      )
    }
    if (!file) {
      throw new MigrationError(
        `The database has migration ${row.migration_name}, which this version does not know: it was used by a newer ` +
          'version. Start that version, or restore a backup.',
      )
    }
    if (!isSameMigration(file, row.checksum)) {
      throw new MigrationError(
        `Migration ${file.name} was edited after it had been applied. Restore the file as it was and put the ` +
          'change into a new migration.',
      )
    }
  }
  const done = new Set(rows.map((row) => row.migration_name))
  return files.filter((file) => !done.has(file.name))
}

async function apply(client: Client, file: MigrationFile): Promise<void> {
  try {
    await client.query('begin')
    await client.query(file.sql)
    await client.query(
      `insert into "_prisma_migrations"
         (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), file.checksum, file.name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw new MigrationError(`Migration ${file.name} failed and changed nothing: ${explain(error, file.sql)}`)
  }
}

/** PostgreSQL tells the place as a count of characters; people look for a line. */
function explain(error: unknown, sql: string): string {
  const { message, position, detail } = error as { message: string; position?: string; detail?: string }
  const line = position ? ` (line ${sql.slice(0, Number(position)).split('\n').length})` : ''
  return `${message}${line}${detail ? ` — ${detail}` : ''}`
}
