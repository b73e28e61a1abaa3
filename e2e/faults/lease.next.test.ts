import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { builtInRoles } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { setDatabaseUrl } from '@/server/platform/env'
import { shutDown } from '@/server/platform/shutdown'
import { addToken, buildScenario } from '@/server/platform/testing/scenario'
import { type Entry, startEntry } from './entry-process'

/** The rule book's lease, and the five seconds after it. */
const LEASE_AND_FIVE_MS = 25_000

/** The stream renews the lease by its own beat. */
const patient = { timeout: 10_000, interval: 250 }

let dataDir = ''
let entry: Entry
let agentId = ''
let token = ''
const clients: ChildProcess[] = []

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number }
      probe.close(() => resolve(free))
    })
  })

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'switchyard-lease-'))
  entry = await startEntry(dataDir, await freePort())
  setDatabaseUrl(entry.databaseUrl)
}, 60_000)
afterAll(async () => {
  for (const client of clients) client.kill('SIGKILL')
  await shutDown('pools', console.error)
  await entry.stop()
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

const reader = `
const [url, token] = process.argv.slice(1)
const answer = await fetch(url, { headers: { authorization: 'Bearer ' + token } })
if (!answer.ok) throw new Error(String(answer.status))
process.stdout.write('open')
for await (const _ of answer.body) {}
`

/** A program that holds the agent's stream, as a browser does; resolves once the stream is open. */
async function connect(): Promise<{ crash: () => Promise<void> }> {
  const args = ['--input-type=module', '-e', reader, `${entry.url}/api/v1/agent/events`, token]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  clients.push(child)
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the client ended with ${code}`)))
  })
  return {
    crash: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

async function findAgent() {
  const { rows } = await pool().query<{ status: string; source: string; lease: Date; leaseOver: boolean }>(
    `select status, status_source as source, lease_until as lease, lease_until < now() as "leaseOver"
     from agents where id = $1`,
    [agentId],
  )
  return rows[0]!
}
const listSpans = async () =>
  (
    await pool().query<{ id: string; status: string; until: Date | null }>(
      'select id, status, until_at as until from agent_status_spans where agent_id = $1 order by from_at',
      [agentId],
    )
  ).rows

beforeEach(async () => {
  const { agents } = await buildScenario([{ name: 'Mei' }])
  agentId = agents.Mei ?? ''
  // Nobody was ever connected: what holds the agent online from here on is the stream alone.
  await pool().query(
    `update agents set lease_until = null, status = 'offline', status_source = 'connection' where id = $1`,
    [agentId],
  )
  token = await addToken(agentId, builtInRoles.agent.permissions)
})

describe('a connection lease is held by the open stream alone', () => {
  it('so that an agent whose browser crashed is offline within the lease and five seconds', async () => {
    const browser = await connect()
    await expect
      .poll(findAgent, patient)
      .toMatchObject({ status: 'online', source: 'choice', leaseOver: false })
    await browser.crash()
    await expect
      .poll(findAgent, { timeout: LEASE_AND_FIVE_MS, interval: 250 })
      .toMatchObject({ status: 'offline', source: 'connection', leaseOver: true })
    expect((await listSpans()).map(({ status, until }) => [status, until === null])).toEqual([
      ['online', false],
      ['offline', true],
    ])
  }, 60_000)

  it('and a reload within it leaves no trace in the history of the status', async () => {
    const before = await connect()
    await expect.poll(findAgent, patient).toMatchObject({ status: 'online' })
    const spans = await listSpans()
    await before.crash()
    const { lease } = await findAgent()
    await connect()
    // Past the moment at which the first page alone would have lost the lease.
    const isPast = async () =>
      (
        await pool().query<{ past: boolean }>(`select now() > $1::timestamptz + interval '2 s' as past`, [
          lease,
        ])
      ).rows[0]?.past
    await expect.poll(isPast, { timeout: 30_000, interval: 250 }).toBe(true)
    expect(await findAgent()).toMatchObject({ status: 'online', source: 'choice', leaseOver: false })
    expect(await listSpans()).toEqual(spans)
  }, 60_000)
})
