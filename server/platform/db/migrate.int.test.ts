import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createEmptyDatabase, type TestDatabase, withClient } from '@/server/platform/testing/database'
import { connectOrCreate, DatabaseError } from './connect'
import { MigrationError, migrate } from './migrate'

let database: TestDatabase
let folder: string
beforeEach(async () => {
  database = await createEmptyDatabase()
  folder = mkdtempSync(path.join(tmpdir(), 'migrations-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, name, 'migration.sql'), sql)
}

const rows = (sql: string) => withClient(database.url, async (client) => (await client.query(sql)).rows)
const apply = () => migrate({ url: database.url, folder })

test('applies files in the order of their names, each once, with the records Prisma writes', async () => {
  const first = 'create table fruit (name text); create table pip (id int);'
  write('20260102_second', 'alter table fruit add column colour text')
  write('20260101_first', first)
  expect(await apply()).toEqual(['20260101_first', '20260102_second'])
  expect(await apply()).toEqual([])
  const [row] = await rows('select * from "_prisma_migrations" order by migration_name')
  expect(row).toMatchObject({
    migration_name: '20260101_first',
    checksum: createHash('sha256').update(first).digest('hex'),
    applied_steps_count: 1,
    logs: null,
    rolled_back_at: null,
  })
  expect(row.finished_at.getTime()).toBeGreaterThanOrEqual(row.started_at.getTime())
  expect(row.id).toHaveLength(36)
})

test('a failed migration changes nothing, is named with its line, and can be repaired and applied', async () => {
  write('20260101_first', 'create table fruit (name text)')
  write('20260102_broken', 'create table pip (id int);\ninsert into nowhere values (1);')
  await expect(apply()).rejects.toThrow(MigrationError)
  await expect(apply()).rejects.toThrow(/20260102_broken failed and changed nothing.*nowhere.*line 2/)
  expect(await rows(`select to_regclass('pip') as pip`)).toEqual([{ pip: null }])
  write('20260102_broken', 'create table pip (id int)')
  expect(await apply()).toEqual(['20260102_broken'])
})

test('a migration edited after it was applied stops the start and is named', async () => {
  write('20260101_first', 'create table fruit (name text)')
  await apply()
  write('20260101_first', 'create table fruit (name text, colour text)')
  await expect(apply()).rejects.toThrow(/20260101_first was edited/)
})

test('other line ends are no edit', async () => {
  write('20260101_first', 'create table fruit (\n  name text\n)')
  await apply()
  write('20260101_first', 'create table fruit (\r\n  name text\r\n)')
  expect(await apply()).toEqual([])
})

test('a database used by a newer version is refused', async () => {
  write('20260101_first', 'create table fruit (name text)')
  write('20270101_future', 'create table seed (name text)')
  await apply()
  rmSync(path.join(folder, '20270101_future'), { recursive: true })
  await expect(apply()).rejects.toThrow(/20270101_future, which this version does not know/)
})

test('a migration that another tool left unfinished is named', async () => {
  write('20260101_first', 'create table fruit (name text)')
  await apply()
  await rows('update "_prisma_migrations" set finished_at = null')
  await expect(apply()).rejects.toThrow(/20260101_first was begun by another tool and never finished/)
})

test('processes that start at once apply every migration once', async () => {
  write('20260101_first', 'create table fruit (name text); select pg_sleep(0.1);')
  const applied = await Promise.all([apply(), apply(), apply(), apply()])
  expect(applied.flat()).toEqual(['20260101_first'])
  expect(await rows('select migration_name from "_prisma_migrations"')).toHaveLength(1)
})

test('a database that does not exist yet is made, also by several processes at once', async () => {
  const url = Object.assign(new URL(inject('testServerUrl')), { pathname: '/test_made%20at%20start' }).href
  const clients = await Promise.all([connectOrCreate(url), connectOrCreate(url), connectOrCreate(url)])
  await Promise.all(clients.map((client) => client.end()))
  await withClient(inject('testServerUrl'), (client) => client.query('drop database "test_made at start"'))
})

test('a database that does not answer, or refuses, is an error that names DATABASE_URL without the password', async () => {
  const silent = connectOrCreate('postgresql://u:hunter2@127.0.0.1:1/x', 300)
  await expect(silent).rejects.toThrow(DatabaseError)
  await expect(silent).rejects.toThrow(/^DATABASE_URL \(127\.0\.0\.1:1\/x\) did not answer/)
  await expect(silent).rejects.not.toThrow(/hunter2/)
  const wrong = Object.assign(new URL(database.url), { password: 'hunter2' }).href
  await expect(connectOrCreate(wrong)).rejects.toThrow(/^DATABASE_URL .*the database refuses: password/)
})
