import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Client } from 'pg'
import { z } from 'zod'
import { foundWithAdministrator } from '@/server/startup/first-admin'

const report = z.object({
  organisation: z.string(),
  signIns: z.array(z.object({ role: z.string(), login: z.string(), password: z.string() })),
})

/** What the demo tells the person at the terminal; kept in DATA_DIR/first-start.json and printed at each start. */
export type FirstStart = z.infer<typeof report> & {
  /** No demo: an organisation with nothing in it but its administrator, shown this once. */
  empty?: boolean
}

/**
 * Contract of `prisma/seed/demo.ts`, which exports `seedDemo`. The organisation's row must become visible
 * last (or everything in one transaction): a start that was killed in the middle begins again.
 */
export type SeedDemo = (options: {
  databaseUrl: string
  dataDir: string
  log: (line: string) => void
}) => Promise<FirstStart & { adminToken: string }>

const firstStartLock = 72707370

type Options = { databaseUrl: string; dataDir: string; demo: boolean; log: (line: string) => void }

/**
 * Loads the demo if no organisation exists, or makes an empty one with an administrator where no demo is
 * wanted; either leaves DATA_DIR/admin-token. Processes that start at once do it once.
 */
export async function prepareFirstStart(options: Options): Promise<FirstStart | undefined> {
  const file = path.join(options.dataDir, 'first-start.json')
  const seed = findSeed()
  if (!options.demo || !seed) return (await foundEmpty(options.dataDir)) ?? readReport(file)
  const client = new Client({
    connectionString: options.databaseUrl,
    application_name: 'switchyard-first-start',
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [firstStartLock])
    if (!(await isEmpty(client))) return readReport(file)
    options.log('loading the demo organisation (only this once)')
    const { seedDemo } = (await import(pathToFileURL(seed).href)) as { seedDemo: SeedDemo }
    const { adminToken: _, ...made } = await seedDemo(options)
    writeFileSync(`${file}.tmp`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${file}.tmp`, file)
    return made
  } finally {
    await client.end()
  }
}

async function foundEmpty(dataDir: string): Promise<FirstStart | undefined> {
  const made = await foundWithAdministrator(dataDir)
  if (!made) return undefined
  const { organisation, login, password } = made
  return { organisation, signIns: [{ role: 'administrator', login, password }], empty: true }
}

/** Built beside the entry in production, read as it is in development. */
function findSeed(): string | undefined {
  const built = path.join(import.meta.dirname, 'seed-demo.mjs')
  const source = path.join(import.meta.dirname, '..', 'prisma', 'seed', 'demo.ts')
  return [built, source].find((file) => existsSync(file))
}

async function isEmpty(client: Client): Promise<boolean> {
  const table = await client.query<{ name: string | null }>(
    `select to_regclass('organization')::text as name`,
  )
  if (!table.rows[0]?.name) return false
  const { rowCount } = await client.query('select 1 from organization limit 1')
  return rowCount === 0
}

function readReport(file: string): FirstStart | undefined {
  if (!existsSync(file)) return undefined
  try {
    return report.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined // Only a reminder for people: no reason to stop a start.
  }
}
