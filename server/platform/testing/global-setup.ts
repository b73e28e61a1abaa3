import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '@/server/platform/db/migrate'
import { startPostgres } from '@/server/platform/postgres'
import { endLeftover, isAlive } from '@/server/platform/postgres/leftovers'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server's own database, from which others are made. */
    testServerUrl: string
  }
}

const prefix = 'switchyard-test-'

/** One real PostgreSQL for the run, durable settings included, with a migrated database to copy from. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers()
  const dataDir = path.join(tmpdir(), `${prefix}${process.pid}`)
  mkdirSync(dataDir, { mode: 0o755 })
  const postgres = await startPostgres({ dataDir, log: () => {} })
  await migrate({
    url: withDatabase(postgres.url, 'template_test'),
    folder: path.resolve('prisma/migrations'),
  })
  project.provide('testServerUrl', withDatabase(postgres.url, 'postgres'))
  return async () => {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** What runs that were killed have left running. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    if (isAlive(Number(name.slice(prefix.length)))) continue
    await endLeftover(path.join(tmpdir(), name, 'postgres'))
    rmSync(path.join(tmpdir(), name), { recursive: true, force: true })
  }
}

function withDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}
