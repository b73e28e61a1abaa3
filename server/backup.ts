import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { makeBackup } from '@/server/platform/backup/make'
import { BackupError, type Summary } from '@/server/platform/backup/manifest'
import { restoreBackup } from '@/server/platform/backup/restore'
import { DatabaseError } from '@/server/platform/db/connect'
import { MigrationError } from '@/server/platform/db/migrate'
import { EnvError, env } from '@/server/platform/env'
import { StartError, startPostgres } from '@/server/platform/postgres'

/**
 * `npm run backup -- FILE` takes all of an installation into one file, while it runs or stands; `npm run restore --
 * FILE` brings it into an empty DATA_DIR (and, with DATABASE_URL, an empty database). docs/operations.md tells when.
 */
const usage = 'npm run backup -- FILE\nDATA_DIR=an/empty/folder npm run restore -- FILE'
const forPeople = [BackupError, DatabaseError, MigrationError, EnvError, StartError]
const say = (line: string) => console.log(`  ${line}`)

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(forPeople.some((kind) => error instanceof kind) ? (error as Error).message : error)
  process.exitCode = 1
}
process.exit()

async function main([command, given, ...more]: string[]): Promise<void> {
  if (!given || more.length > 0) throw new BackupError(usage)
  const file = path.resolve(given)
  const began = performance.now()
  const summary = command === 'restore' ? await restore(file) : await backUp(file)
  const rows = Object.values(summary.tables).reduce((sum, table) => sum + Number(table.rows), 0)
  const counts = `${Object.keys(summary.tables).length} tables, ${rows} rows, ${summary.files} uploads`
  say(`${counts} in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  const { authSecret, tokenSecret } = env()
  if (command === 'backup' && authSecret && tokenSecret)
    say(
      'AUTH_SECRET and TOKEN_SECRET come from the environment: keep them with the file, they are not in it.',
    )
}

async function backUp(file: string): Promise<Summary> {
  if (existsSync(file)) throw new BackupError(`${file} exists already.`)
  const { dataDir } = env()
  return withDatabase(urlOfRunning(dataDir), (url) => makeBackup({ url, dataDir, file }))
}

async function restore(file: string): Promise<Summary> {
  if (!existsSync(file)) throw new BackupError(`${file} does not exist.`)
  const { dataDir } = env()
  const there = existsSync(dataDir)
    ? readdirSync(dataDir).filter((name) => !name.startsWith('switchyard.lock'))
    : []
  if (there.length > 0)
    throw new BackupError(`DATA_DIR (${dataDir}) is not empty: it has ${there[0]}. Name a new folder.`)
  const migrationsFolder = path.resolve('prisma/migrations')
  try {
    return await withDatabase(undefined, (url) => restoreBackup({ url, dataDir, file, migrationsFolder }))
  } catch (error) {
    say(
      `Not restored. Before another try, remove ${dataDir}${env().databaseUrl ? ' and the new database' : ''}.`,
    )
    throw error
  }
}

/** The database that runs, that of DATABASE_URL, or the embedded one for as long as it is needed. */
async function withDatabase(
  running: string | undefined,
  work: (url: string) => Promise<Summary>,
): Promise<Summary> {
  const { dataDir, databaseUrl } = env()
  const given = running ?? databaseUrl
  if (given) return work(given)
  const postgres = await startPostgres({ dataDir, log: say })
  try {
    return await work(postgres.url)
  } finally {
    await postgres.stop()
  }
}

function urlOfRunning(dataDir: string): string | undefined {
  try {
    const note = JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8')) as {
      pid: number
      databaseUrl: string
    }
    process.kill(note.pid, 0)
    return note.databaseUrl
  } catch {
    return undefined
  }
}
