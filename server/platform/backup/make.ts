import { readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { type ArchiveWriter, writeArchive } from './archive'
import { copyOut } from './copy'
import { BackupError, KEPT_FILES, MANIFEST, type Manifest, SUMMARY, type Summary } from './manifest'
import {
  columnsOf,
  factsOf,
  listSequences,
  listTables,
  PLAIN_SESSION,
  quoted,
  readVersions,
  titleOf,
} from './tables'

const PIECE_BYTES = 4 * 1024 * 1024

export type BackupOptions = { url: string; dataDir: string; file: string }

/**
 * Takes everything of an installation while it runs: the whole database as it was at one moment, and then the
 * uploads. A file's bytes lie there before its row does and never change, so each file that this moment knows is
 * there (unless it was removed meanwhile, which its removal meant to do). @throws {BackupError}
 */
export async function makeBackup({ url, dataDir, file }: BackupOptions): Promise<Summary> {
  const unfinished = `${file}.unfinished`
  await rm(unfinished, { force: true })
  const client = new Client({ connectionString: url, application_name: 'switchyard-backup' })
  client.on('error', () => {}) // A lost connection also fails the query that waits for it.
  await client.connect()
  try {
    const archive = writeArchive(unfinished)
    const summary = await write(client, dataDir, archive)
    await archive.end()
    await rename(unfinished, file)
    return summary
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

async function write(client: Client, dataDir: string, archive: ArchiveWriter): Promise<Summary> {
  const json = (name: string, value: unknown) =>
    archive.add(name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`))
  await client.query(PLAIN_SESSION)
  const tables = await listTables(client)
  if (!tables.some(({ name }) => name === 'organization'))
    throw new BackupError('This database holds no Switchyard: there is nothing to back up.')
  await client.query('begin isolation level repeatable read read only')
  // Before the moment is fixed: no upgrade may change a table under way.
  await client.query(`lock table ${tables.map(quoted).join(', ')} in access share mode`)
  const manifest: Manifest = {
    format: 1,
    madeAt: new Date().toISOString(),
    ...(await readVersions(client)),
    tables,
  }
  await json(MANIFEST, manifest)

  const facts: Summary['tables'] = {}
  for (const table of tables) {
    let pieces = 0
    const text = `copy ${quoted(table)} (${columnsOf(table)}) to stdout`
    await copyOut(client, text, PIECE_BYTES, (piece) => {
      pieces += 1
      return archive.add(`tables/${titleOf(table)}/${String(pieces).padStart(6, '0')}`, piece)
    })
    facts[titleOf(table)] = await factsOf(client, table)
  }
  const sequences = await listSequences(client)
  await client.query('commit')

  const summary: Summary = { tables: facts, sequences, files: await addFiles(dataDir, archive) }
  await json(SUMMARY, summary)
  return summary
}

async function addFiles(dataDir: string, archive: ArchiveWriter): Promise<number> {
  for (const name of KEPT_FILES) await addFile(dataDir, name, archive)
  let files = 0
  for (const folder of (await listFolder(path.join(dataDir, 'files'))).sort()) {
    for (const name of (await listFolder(path.join(dataDir, 'files', folder))).sort()) {
      if (!name.endsWith('.part') && (await addFile(dataDir, `files/${folder}/${name}`, archive))) files += 1
    }
  }
  return files
}

/** False when it is not there, or no longer. */
async function addFile(dataDir: string, name: string, archive: ArchiveWriter): Promise<boolean> {
  const bytes = await readFile(path.join(dataDir, name)).catch(nothingIfMissing)
  if (!bytes) return false
  await archive.add(name, bytes)
  return true
}

const listFolder = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(nothingIfMissing)) ?? []

function nothingIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
