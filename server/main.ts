import { renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { prepareFirstStart } from '@/server/first-start'
import { startListener } from '@/server/http/listener'
import { serveAhead } from '@/server/http/node-adapter'
import { observePage } from '@/server/http/request-origin'
import { guardPage } from '@/server/http/security-headers'
import { awaitPool } from '@/server/platform/db/await-pool'
import { type Env, env } from '@/server/platform/env'
import { secrets } from '@/server/platform/secrets'
import { startRuntime, stopRuntime } from '@/server/runtime'
import { announcement, listAddresses } from '@/server/startup/announce'
import { startDatabase } from '@/server/startup/database'
import { explainFailure } from '@/server/startup/explain-failure'
import { leaveLimitMs, takeLeave } from '@/server/startup/leave'
import { warnOfFewOpenFiles } from '@/server/startup/limits'
import { startPages } from '@/server/startup/pages'
import { Stopper } from '@/server/startup/stopper'

/**
 * The process: takes its port, starts the database, brings it up to date, starts background work and pages,
 * says that it is ready, and undoes all of it in reverse order when asked to stop.
 */
const began = performance.now()
const log = (line: string) =>
  console.log(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`)
const interruption = new AbortController()
const stopper = new Stopper((step, error) => console.error(`Stopping ${step}:`, error))

async function start(settings: Env): Promise<void> {
  secrets()
  const listener = await startListener(settings)
  const database = await startDatabase(settings, log, interruption.signal)
  proceed('PostgreSQL', () => database.stop(), 25_000)
  const first = await prepareFirstStart({ ...settings, databaseUrl: database.url, log })
  const pages = await startPages({ ...settings, port: listener.port })
  proceed('pages', () => pages.close())
  await awaitPool()
  await startRuntime()
  proceed('background work', () => stopRuntime(complain), 10_000)
  listener.mount((request, response) => {
    if (serveAhead(request, response)) return
    observePage(request, response)
    guardPage(request, response)
    return pages.handle(request, response)
  }, pages.upgrade)
  const addresses = listAddresses({ ...settings, port: listener.port })
  leaveNote(settings.dataDir, { pid: process.pid, url: addresses[0], databaseUrl: database.url })
  proceed('HTTP', () => takeLeave(listener, settings, complain), leaveLimitMs(settings))
  const warning = warnOfFewOpenFiles()
  if (warning) log(`warning: ${warning}`)
  for (const line of announcement(addresses, first)) console.log(line)
  process.send?.({ ready: addresses[0] })
}

/** Remembers how to undo what has just been started, and goes no further once a stop was asked for. */
function proceed(step: string, undo: () => Promise<void>, limitMs?: number): void {
  stopper.add(step, undo, limitMs)
  interruption.signal.throwIfAborted()
}

/** Tells scripts and plain `next start` where the running server and its database are. */
function leaveNote(dataDir: string, note: Record<string, unknown>): void {
  const file = path.join(dataDir, 'running.json')
  writeFileSync(`${file}.tmp`, `${JSON.stringify(note)}\n`, { mode: 0o600 })
  renameSync(`${file}.tmp`, file)
}

let starting: Promise<void> = Promise.resolve()
let stoppingSince: number | undefined

/** One Ctrl-C may arrive several times (terminal, npm, parent): only a later one means "at once". */
async function stop(reason: string, exitCode: number): Promise<void> {
  if (stoppingSince !== undefined) {
    if (performance.now() - stoppingSince < 1_000) return
    console.error('Forced to stop at once.')
    process.exit(1)
  }
  stoppingSince = performance.now()
  if (exitCode === 0) console.log(`Stopping (${reason}) …`)
  interruption.abort()
  await Promise.race([starting.catch(() => {}), delay(5_000)])
  await stopper.stop()
  if (exitCode === 0) console.log('Stopped.')
  process.exit(exitCode)
}

function complain(error: unknown): void {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
}

async function main(): Promise<void> {
  let settings = { host: '', port: 0, dataDir: '' } as Env
  try {
    settings = env()
    starting = start(settings)
    await starting
  } catch (error) {
    if (stoppingSince !== undefined) return
    console.error(`\n${explainFailure(error, settings)}`)
    await stop('the start failed', 1)
  }
}

process.on('SIGINT', () => void stop('interrupted', 0))
process.on('SIGTERM', () => void stop('asked to end', 0))
process.on('SIGHUP', () => void stop('the terminal was closed', 0))
// The parent holds the lock on DATA_DIR; without it nothing keeps a second start away.
process.on('disconnect', () => void stop('npm run up ended', 0))
process.on('unhandledRejection', complain)
process.on('uncaughtException', (error) => {
  complain(error)
  void stop('an unexpected error', 1)
})
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {}) // A closed terminal.
void main()
