import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '../db/pool'
import { addJob, startJobs } from '../jobs'
import { createEmptyDatabase, type TestDatabase, useTestDatabase, withClient } from '../testing/database'
import { buildScenario } from '../testing/scenario'
import { makeBackup } from './make'
import { restoreBackup } from './restore'
import { factsOf, listTables, PLAIN_SESSION, titleOf } from './tables'

/** The same characters that a text form has to escape, and more bytes than one piece holds. */
const AWKWARD = 'tab\tline\nback\\slash \\N "quoted" 汉字 😀'
const MANY = 3_000
const database = useTestDatabase()
const folder = mkdtempSync(path.join(tmpdir(), 'switchyard-backup-'))
const dataDir = path.join(folder, 'data')
const file = path.join(folder, 'all.tar.gz')
const targets: TestDatabase[] = []

const newTarget = async () => {
  const target = await createEmptyDatabase()
  targets.push(target)
  return target.url
}
const restore = async (from: string, url: string, name: string) => {
  const into = path.join(folder, name)
  await restoreBackup({ url, dataDir: into, file: from, migrationsFolder: path.resolve('prisma/migrations') })
  return into
}
/** Everything that the database holds, table by table. */
const contentsOf = (url: string) =>
  withClient(url, async (client) => {
    await client.query(PLAIN_SESSION)
    const facts: Record<string, unknown> = {}
    for (const table of await listTables(client)) facts[titleOf(table)] = await factsOf(client, table)
    return facts
  })

let before: Record<string, unknown>
beforeAll(async () => {
  await buildScenario([{ name: AWKWARD }, { name: 'Mei' }])
  await pool().query(
    `insert into customers(id, name, vip_level) select gen_random_uuid(), n || repeat('x', 2000), 0
     from generate_series(1, $1) n`,
    [MANY],
  )
  const stop = await startJobs({})
  await stop()
  await addJob(pool(), { task: 'waits', payload: { for: AWKWARD }, delaySeconds: 3_600 })
  await pool().query("select nextval('ticket_number') from generate_series(1, 7)")
  mkdirSync(path.join(dataDir, 'files', 'ab'), { recursive: true })
  writeFileSync(path.join(dataDir, 'files', 'ab', 'one'), Buffer.from([0, 255, 10, 13]))
  writeFileSync(path.join(dataDir, 'files', 'ab', 'two.part'), 'half of an upload')
  writeFileSync(path.join(dataDir, 'secrets.json'), '{"kept":true}')
  before = await contentsOf(database.url)
}, 180_000)
afterAll(async () => {
  for (const target of targets) await target.drop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a back-up', () => {
  it('is one moment of a database that is being written to, and comes back as it was', async () => {
    let stopped = false
    let written = 0
    const writing = (async () => {
      while (!stopped) {
        // In one transaction, the table that is read last first: another moment would be half of a pair.
        await pool().query(
          `with u as (insert into users(id, email, name, updated_at)
             values (gen_random_uuid(), gen_random_uuid() || '@test.local', 'pair', now()))
           insert into customers(id, name, vip_level) values (gen_random_uuid(), 'pair', 0)`,
        )
        written += 1
      }
    })()
    const { tables, files } = await makeBackup({ url: database.url, dataDir, file })
    stopped = true
    await writing
    expect(written).toBeGreaterThan(0)
    expect(files).toBe(1)
    expect(statSync(file).mode & 0o777).toBe(0o600)

    const url = await newTarget()
    const into = await restore(file, url, 'restored')
    // No foreign key or trigger was left behind, and what nobody wrote to meanwhile is what it was before.
    const restored = await contentsOf(url)
    expect(restored).toEqual(tables)
    for (const name of ['public.organization', 'public.agents', 'public.channels', 'jobs._private_jobs'])
      expect(restored[name]).toEqual(before[name])
    expect(Number(tables['public.customers']?.rows)).toBeGreaterThanOrEqual(MANY)
    expect(await schemaOf(url)).toEqual(await schemaOf(database.url))
    expect(readFileSync(path.join(into, 'files', 'ab', 'one'))).toEqual(Buffer.from([0, 255, 10, 13]))
    expect(readdirSync(into).sort()).toEqual(['files', 'secrets.json'])
    await withClient(url, async (client) => {
      const { rows } = await client.query(
        `select nextval('ticket_number')::int as next, (select payload from jobs._private_jobs) as job,
           (select count(*)::int from users where name = 'pair')
             - (select count(*)::int from customers where name = 'pair') as "halfPairs"`,
      )
      expect(rows).toEqual([{ next: 8, job: { for: AWKWARD }, halfPairs: 0 }])
    })
  })

  it('is refused, and nothing restored, where it is cut off, changed or no back-up at all', async () => {
    const whole = gunzipSync(readFileSync(file))
    const damaged = (name: string, bytes: Buffer) => {
      const target = path.join(folder, `${name}.tar.gz`)
      writeFileSync(target, bytes)
      return target
    }
    const changed = Buffer.from(whole)
    changed.write('M4i', changed.indexOf('\tMei\t') + 1)
    const cases: [string, Buffer, RegExp][] = [
      ['changed', gzipSync(changed), /is not what it was/],
      ['cut-off', gzipSync(whole.subarray(0, whole.length - 4_096)), /too early|cut off/],
      ['torn', readFileSync(file).subarray(0, statSync(file).size / 2), /unexpected end of file/],
      ['other', gzipSync(Buffer.from('something else')), /no back-up of Switchyard/],
    ]
    for (const [name, bytes, message] of cases) {
      const url = await newTarget()
      await expect(restore(damaged(name, bytes), url, name), name).rejects.toThrow(message)
      if (name === 'other') continue
      const rows = await withClient(url, (client) => client.query('select count(*)::int as n from users'))
      expect(rows.rows, name).toEqual([{ n: 0 }])
    }
  })

  it('is never poured over a database that is in use', async () => {
    const untouched = await contentsOf(database.url)
    await expect(restore(file, database.url, 'over')).rejects.toThrow(/in use/)
    expect(await contentsOf(database.url)).toEqual(untouched)
  })
})

/** Constraints and triggers, as they stand. */
const schemaOf = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query(
      `select conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
         where connamespace = 'public'::regnamespace
       union all
       select tgrelid::regclass::text || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
       order by 1`,
    )
    return rows.map(({ line }) => line)
  })
