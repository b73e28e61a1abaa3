import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runMigrations } from 'graphile-worker'
import { Client } from 'pg'
import { migrate } from '../db/migrate'
import { listMigrationFiles } from '../db/migration-files'
import { JOBS_SCHEMA } from '../jobs'
import { type Entry, readArchive } from './archive'
import { copyIn } from './copy'
import {
  BackupError,
  KEPT_FILES,
  MANIFEST,
  type Manifest,
  manifestSchema,
  SUMMARY,
  type Summary,
  summarySchema,
} from './manifest'
import {
  columnsOf,
  factsOf,
  identifier,
  PLAIN_SESSION,
  quoted,
  readVersions,
  type Table,
  titleOf,
} from './tables'
import { withoutConstraints } from './without-constraints'

export type RestoreOptions = {
  /** A database that is empty, or does not exist yet. */
  url: string
  dataDir: string
  file: string
  migrationsFolder: string
}

/**
 * Brings a back-up into an empty database and an empty DATA_DIR: the schema as it was then, by the migrations of
 * then; all rows in one transaction, which is committed only when every table adds up to what it was. The next
 * start brings the schema up to date, as with any older installation. @throws {BackupError}
 */
export async function restoreBackup(options: RestoreOptions): Promise<Summary> {
  const entries = readArchive(options.file)
  const manifest = await readManifest(entries)
  await prepareSchema(options, manifest)
  const client = new Client({ connectionString: options.url, application_name: 'switchyard-restore' })
  client.on('error', () => {}) // A lost connection also fails the query that waits for it.
  await client.connect()
  try {
    await client.query(PLAIN_SESSION)
    const tables = await chooseTables(client, manifest)
    await client.query('begin')
    const summary = await withoutConstraints(client, tables, () =>
      load(client, tables, entries, options.dataDir),
    )
    await compare(client, tables, summary)
    for (const { schema, name, value } of summary.sequences) {
      if (schema === 'public' || tables.some((table) => table.schema === schema))
        await client.query('select setval($1::regclass, $2::bigint)', [quoted({ schema, name }), value])
    }
    // Whoever had begun a job is not among the living.
    if (tables.some(({ schema }) => schema === JOBS_SCHEMA)) await freeJobs(client, tables)
    await client.query('commit')
    await client.query('analyze')
    return summary
  } finally {
    await client.end().catch(() => {})
  }
}

async function readManifest(entries: AsyncGenerator<Entry>): Promise<Manifest> {
  const first = await entries.next().catch((error: Error) => {
    throw new BackupError(`This is no back-up of Switchyard: ${error.message}.`)
  })
  const parsed =
    first.value?.name === MANIFEST ? manifestSchema.safeParse(parseJson(first.value.bytes)) : undefined
  if (!parsed?.success) throw new BackupError('This is no back-up of Switchyard, or one of another version.')
  return parsed.data
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

async function prepareSchema({ url, migrationsFolder }: RestoreOptions, manifest: Manifest): Promise<void> {
  const known = new Set(listMigrationFiles(migrationsFolder).map(({ name }) => name))
  const unknown = manifest.migrations.filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new BackupError(
      `The back-up is of a newer version (it has the migration ${unknown[0]}). Restore it with that version.`,
    )
  }
  await migrate({ url, folder: migrationsFolder, only: new Set(manifest.migrations), emptyOnly: true })
  if (manifest.jobs !== null) await runMigrations({ connectionString: url, schema: JOBS_SCHEMA })
}

/** Pending jobs are brought along where their schema is the same as then. */
async function chooseTables(client: Client, manifest: Manifest): Promise<Table[]> {
  const { jobs } = await readVersions(client)
  return manifest.tables.filter(({ schema }) => schema !== JOBS_SCHEMA || jobs === manifest.jobs)
}

async function load(
  client: Client,
  tables: Table[],
  entries: AsyncGenerator<Entry>,
  dataDir: string,
): Promise<Summary> {
  await client.query(`truncate ${tables.map(quoted).join(', ')}`)
  const byTitle = new Map(tables.map((table) => [titleOf(table), table]))
  let files = 0
  for await (const { name, bytes } of entries) {
    if (name === SUMMARY) {
      const summary = summarySchema.parse(parseJson(bytes))
      if (summary.files !== files)
        throw new BackupError(`The back-up names ${summary.files} uploads, and holds ${files}.`)
      return summary
    }
    const title = /^tables\/(.+)\/\d+$/.exec(name)?.[1]
    const table = title === undefined ? undefined : byTitle.get(title)
    if (table) await copyIn(client, `copy ${quoted(table)} (${columnsOf(table)}) from stdin`, bytes)
    if (title !== undefined) continue
    await keepFile(dataDir, name, bytes)
    if (name.startsWith('files/')) files += 1
  }
  throw new BackupError('The back-up is cut off: its end is missing.')
}

/** Only where this program puts files itself: an archive may come from anywhere. */
async function keepFile(dataDir: string, name: string, bytes: Buffer): Promise<void> {
  const known =
    (KEPT_FILES as readonly string[]).includes(name) || /^files\/[\w-]{1,8}\/[\w-]{1,64}$/.test(name)
  if (!known) throw new BackupError(`The back-up holds a file that is none of Switchyard's: ${name}`)
  const target = path.join(dataDir, name)
  await mkdir(path.dirname(target), { recursive: true })
  await writeFile(target, bytes, { mode: 0o600, flag: 'wx', flush: true })
}

async function compare(client: Client, tables: Table[], summary: Summary): Promise<void> {
  for (const table of tables) {
    const wanted = summary.tables[titleOf(table)]
    const found = await factsOf(client, table)
    if (!wanted || wanted.rows !== found.rows || wanted.sum !== found.sum) {
      throw new BackupError(
        `${titleOf(table)} is not what it was: ${wanted?.rows} rows then, ${found.rows} now` +
          `${wanted?.rows === found.rows ? ', with other contents' : ''}. Nothing was restored.`,
      )
    }
  }
}

async function freeJobs(client: Client, tables: Table[]): Promise<void> {
  for (const table of tables) {
    if (table.schema !== JOBS_SCHEMA || !table.columns.includes('locked_by')) continue
    await client.query(`update ${quoted(table)} set ${identifier('locked_at')} = null, locked_by = null`)
  }
}
