import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withClient } from '@/server/platform/testing/database'
import { connectOrCreate } from '../db/connect'
import { type EmbeddedPostgres, startPostgres } from '.'
import { endLeftover } from './leftovers'
import { isAlive } from './processes'

let dataDir: string
let running: EmbeddedPostgres | undefined
const lines: string[] = []

beforeEach(() => {
  lines.length = 0
  // Root's PostgreSQL runs as another user, who must be able to pass through.
  dataDir = path.join(mkdtempSync(path.join(tmpdir(), 'cluster-')), 'data')
  chmodSync(path.dirname(dataDir), 0o755)
  mkdirSync(dataDir, { mode: 0o755 })
})
afterEach(async () => {
  await running?.stop()
  running = undefined
  rmSync(path.dirname(dataDir), { recursive: true, force: true })
})

async function start(): Promise<EmbeddedPostgres> {
  running = await startPostgres({ dataDir, log: (line) => lines.push(line) })
  return running
}

const isRoot = process.getuid?.() === 0

async function writeRow(url: string, value: string): Promise<void> {
  await (await connectOrCreate(url)).end()
  await withClient(url, async (client) => {
    await client.query('create table if not exists kept (value text)')
    await client.query('insert into kept values ($1)', [value])
  })
}

const readRows = (url: string) =>
  withClient(url, async (client) => (await client.query<{ value: string }>('select value from kept')).rows)

/** Starts PostgreSQL in a process of its own, which can then be killed like ours could. */
async function startElsewhere(): Promise<{ owner: ChildProcess; url: string; postmaster: number }> {
  const program = `import { startPostgres } from './server/platform/postgres/index.ts'
    const running = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} })
    process.send({ url: running.url, postmaster: running.pid() })
    setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const message = await new Promise<{ url: string; postmaster: number }>((resolve, reject) => {
    owner.once('message', (value) => resolve(value as { url: string; postmaster: number }))
    owner.once('exit', (code) => reject(new Error(`ended early with ${code}`)))
  })
  return { owner, ...message }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

test('what was committed is there after an orderly stop, on the same port', async () => {
  const first = await start()
  await writeRow(first.url, 'kept')
  await first.stop()
  const second = await start()
  expect(await readRows(second.url)).toEqual([{ value: 'kept' }])
  expect(second.url).toBe(first.url)
})

test('it commits durably, keeps to this machine, and asks for a password', async () => {
  const { url } = await start()
  await withClient(Object.assign(new URL(url), { pathname: '/postgres' }).href, async (client) => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings',
    )
    const setting = Object.fromEntries(rows.map((row) => [row.name, row.setting]))
    expect(setting).toMatchObject({
      fsync: 'on',
      synchronous_commit: 'on',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      shared_preload_libraries: 'pg_stat_statements',
    })
    // Beside the port a socket, in a folder that nobody else may enter.
    const folder = setting.unix_socket_directories ?? ''
    expect(new URL(url).searchParams.get('host')).toBe(folder)
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700')
  })
  const wrong = Object.assign(new URL(url), { password: 'guess', pathname: '/postgres' }).href
  await expect(withClient(wrong, async () => {})).rejects.toThrow(/password/)
  expect(statSync(path.join(dataDir, 'postgres')).mode & 0o077).toBe(0)
})

test('killed while running, it comes back by itself at the same address with everything committed', async () => {
  const { url, pid } = await start()
  await writeRow(url, 'before')
  const killed = pid() as number
  process.kill(killed, 'SIGKILL')
  await vi.waitFor(() => expect(lines).toContain('PostgreSQL answers again'), {
    timeout: 20_000,
    interval: 50,
  })
  expect(pid()).not.toBe(killed)
  expect(await readRows(url)).toEqual([{ value: 'before' }])
})

test('an orphan left by a killed process is stopped in order and nothing is lost', async () => {
  const { owner, url, postmaster } = await startElsewhere()
  await writeRow(url, 'kept')
  await kill(owner)
  expect(isAlive(postmaster)).toBe(true)
  const next = await start()
  expect(isAlive(postmaster)).toBe(false)
  expect(lines.join()).toContain(`process ${postmaster}`)
  expect(await readRows(next.url)).toEqual([{ value: 'kept' }])
})

test('the database of a running process is left alone', async () => {
  const { owner, url, postmaster } = await startElsewhere()
  await expect(start()).rejects.toThrow(`in use by a running Switchyard (process ${owner.pid})`)
  expect(isAlive(postmaster)).toBe(true)
  await writeRow(url, 'still served')
  await kill(owner)
  await endLeftover(path.join(dataDir, 'postgres'))
  expect(isAlive(postmaster)).toBe(false)
})

test('process and PostgreSQL killed together: the next start recovers', async () => {
  const { owner, url, postmaster } = await startElsewhere()
  await writeRow(url, 'kept')
  process.kill(postmaster, 'SIGKILL')
  await kill(owner)
  const next = await start()
  expect(await readRows(next.url)).toEqual([{ value: 'kept' }])
})

test("a left-over pid file that now names somebody else's process is no obstacle and harms nobody", async () => {
  const first = await start()
  await writeRow(first.url, 'kept')
  await first.stop()
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  writeFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), `${bystander.pid}\n${dataDir}/postgres\n`)
  const next = await start()
  expect(await readRows(next.url)).toEqual([{ value: 'kept' }])
  expect(isAlive(bystander.pid as number)).toBe(true)
  await kill(bystander)
})

test('a first start killed in the middle leaves nothing that counts as a database', async () => {
  mkdirSync(path.join(dataDir, 'postgres.new', 'cluster', 'base'), { recursive: true })
  const { url } = await start()
  await writeRow(url, 'kept')
  expect(existsSync(path.join(dataDir, 'postgres.new'))).toBe(false)
})

test('a stop asked for while it comes back leaves nothing running', async () => {
  const { pid, stop } = await start()
  const killed = pid() as number
  process.kill(killed, 'SIGKILL')
  await vi.waitFor(() => expect(lines.join()).toContain('starting it again'), {
    timeout: 10_000,
    interval: 5,
  })
  await stop()
  expect(isAlive(pid() as number)).toBe(false)
})

test('an interrupted start leaves nothing running', async () => {
  const interruption = new AbortController()
  const starting = startPostgres({ dataDir, log: () => {}, signal: interruption.signal })
  const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid')
  // The file appears empty and is filled a moment later.
  const readPid = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  await vi.waitFor(() => expect(readPid()).toBeGreaterThan(0), { timeout: 20_000, interval: 1 })
  const postmaster = readPid()
  interruption.abort()
  await starting.then(
    (started) => started.stop(),
    () => {},
  )
  expect(isAlive(postmaster)).toBe(false)
})

test('an interruption after the start stops nothing: whoever still writes is ended before it', async () => {
  const interruption = new AbortController()
  running = await startPostgres({ dataDir, log: () => {}, signal: interruption.signal })
  const owned = running.pid()
  interruption.abort()
  await writeRow(running.url, 'written after the wish to stop')
  expect(await readRows(running.url)).toEqual([{ value: 'written after the wish to stop' }])
  expect(running.pid()).toBe(owned)
})

test('a server that cannot start gives its own last words', async () => {
  await (await start()).stop()
  const file = path.join(dataDir, 'postgres', 'postgresql.conf')
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nnonsense_setting = on\n`)
  await expect(start()).rejects.toThrow(/could not be started[\s\S]*nonsense_setting/)
})

test.runIf(isRoot)(
  'below a folder that only root may enter, data go to the state folder and are found again',
  async () => {
    const stateDir = path.join(path.dirname(dataDir), 'state')
    const locked = path.join(path.dirname(dataDir), 'locked')
    mkdirSync(locked, { mode: 0o700 })
    const options = { dataDir: path.join(locked, 'data'), stateDir, log: (line: string) => lines.push(line) }
    running = await startPostgres(options)
    await writeRow(running.url, 'kept')
    expect(lines.join()).toContain(`data are in ${stateDir}`)
    expect(existsSync(path.join(locked, 'data', 'postgres'))).toBe(false)
    await running.stop()
    chmodSync(locked, 0o755) // Reachable from now on: the data must not seem gone.
    running = await startPostgres(options)
    expect(await readRows(running.url)).toEqual([{ value: 'kept' }])
    await running.stop()
    renameSync(locked, `${locked}-moved`)
    running = await startPostgres({ ...options, dataDir: path.join(`${locked}-moved`, 'data') })
    expect(await readRows(running.url)).toEqual([{ value: 'kept' }])
  },
)
