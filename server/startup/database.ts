import path from 'node:path'
import { migrate } from '@/server/platform/db/migrate'
import { type Env, setDatabaseUrl } from '@/server/platform/env'
import { startPostgres } from '@/server/platform/postgres'

export type Database = { url: string; stop: () => Promise<void> }

/** The embedded PostgreSQL, or the one of DATABASE_URL; migrated, and known to every module graph. */
export async function startDatabase(
  settings: Env,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<Database> {
  const database = settings.databaseUrl
    ? { url: settings.databaseUrl, stop: async () => {} }
    : await startPostgres({ dataDir: settings.dataDir, log, signal })
  const interrupt = () => void database.stop().catch(() => {})
  signal.addEventListener('abort', interrupt, { once: true })
  try {
    signal.throwIfAborted()
    log(settings.databaseUrl ? 'asking the database of DATABASE_URL' : 'PostgreSQL answers')
    const applied = await migrate({ url: database.url, folder: path.resolve('prisma/migrations'), log })
    if (applied.length > 0) log(`${applied.length} migration(s) applied`)
  } catch (error) {
    await database.stop()
    throw error
  } finally {
    signal.removeEventListener('abort', interrupt)
  }
  setDatabaseUrl(database.url)
  return database
}
