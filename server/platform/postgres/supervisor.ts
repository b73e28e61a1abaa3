import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, statfsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { ids } from './account'
import type { Access } from './cluster'
import { connectionUrl, freePort, isFree } from './connection'
import { clearOrphan, stopPostmaster } from './orphan'
import type { Places } from './places'
import { waitUntilReady } from './readiness'
import { boundServerLog, logPosition, logSince, openServerLog } from './server-log'
import { makeEmpty } from './socket'
import { StartError } from './start-error'

const firstPauseMs = 100
const longestPauseMs = 10_000
const stableAfterMs = 30_000
const attemptsBeforeReady = 4

type Options = {
  places: Places
  access: Access
  /** Where it listens beside its port. */
  sockets: string | null
  log: (line: string) => void
  prepare: () => void
}

/**
 * Keeps one PostgreSQL running as a child: started, waited for, restarted with growing pauses whenever it
 * ends on its own (killed, out of memory, full disk), stopped on request. After the first readiness it never
 * gives up, because a later attempt costs nothing and the disk may have room again.
 */
export class Supervisor {
  #child: ChildProcess | undefined
  readonly #stop = new AbortController()
  #loop: Promise<void> = Promise.resolve()
  #boundTimer: NodeJS.Timeout | undefined

  constructor(private readonly options: Options) {}

  /** Resolves once the server answers. @throws {StartError} with the server's own last words */
  async start(): Promise<void> {
    const { places, access, log } = this.options
    await clearOrphan(places.cluster, access, log)
    // Chosen once: whoever got the address keeps it for as long as this process lives.
    if (!(await isFree(access.port))) access.port = await freePort()
    this.options.prepare()
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#launch()
        break
      } catch (error) {
        if (attempt >= attemptsBeforeReady || this.#stopping || !(error instanceof ServerExit) || error.final)
          throw error
        await this.#pause(firstPauseMs * 2 ** attempt)
      }
    }
    this.#boundTimer = setInterval(() => boundServerLog(this.options.places.logFile), 60_000).unref()
    this.#loop = this.#watch()
  }

  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  async stop(): Promise<void> {
    this.#stop.abort()
    clearInterval(this.#boundTimer)
    if (isRunning(this.#child) && this.#child?.pid) await stopPostmaster(this.#child.pid)
    await this.#loop
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  get #stopping(): boolean {
    return this.#stop.signal.aborted
  }

  #pause(milliseconds: number): Promise<void> {
    return delay(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => {})
  }

  async #watch(): Promise<void> {
    let pauseMs = firstPauseMs
    while (!this.#stopping) {
      const since = Date.now()
      const reason = await exitOf(this.#child)
      if (this.#stopping) return
      if (Date.now() - since > stableAfterMs) pauseMs = firstPauseMs
      this.options.log(`PostgreSQL ended (${reason}); starting it again`)
      while (!this.#stopping) {
        await this.#pause(pauseMs)
        if (this.#stopping) return
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
        const error = await this.#launch().then(
          () => undefined,
          (failure: unknown) => failure,
        )
        if (!error) {
          this.options.log('PostgreSQL answers again')
          break
        }
        if (!this.#stopping) this.options.log(`PostgreSQL did not start: ${(error as Error).message}`)
      }
    }
  }

  async #launch(): Promise<void> {
    const { places, access, sockets, log } = this.options
    await clearOrphan(places.cluster, access, log)
    if (this.#stopping) throw new StartError('PostgreSQL was asked to stop while it was starting.')
    if (sockets !== null) makeEmpty(sockets, places.account)
    const descriptor = openServerLog(places.logFile)
    const position = logPosition(descriptor)
    const child = spawn(places.binaries.postgres, ['-D', places.cluster, '-p', String(access.port)], {
      cwd: '/',
      ...ids(places.account),
      // A group of its own: Ctrl-C at the terminal reaches us alone, and we stop it last and in order.
      detached: true,
      stdio: ['ignore', descriptor, descriptor],
    })
    closeSync(descriptor)
    this.#child = child
    const ready = new AbortController()
    try {
      const outcome = await Promise.race([
        waitUntilReady(connectionUrl(access), log, ready.signal),
        exitOf(child),
      ])
      if (outcome !== 'ready') throw new ServerExit(outcome, logSince(places.logFile, position), places)
    } catch (error) {
      if (isRunning(child) && child.pid) await stopPostmaster(child.pid)
      throw error
    } finally {
      ready.abort()
    }
  }
}

class ServerExit extends StartError {
  readonly final: boolean
  constructor(reason: string, output: string, places: Places) {
    const full = /No space left on device/.test(output) || isFull(places.cluster)
    const cause = full
      ? `The disk that holds ${places.cluster} is full. Make room, then start again.`
      : `It ended (${reason}).`
    super(`PostgreSQL could not be started. ${cause}\nThe end of ${places.logFile}:\n${output}`)
    this.final = full
  }
}

/** PostgreSQL may have found no room even for its last words. */
function isFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < 1024 * 1024
}

function isRunning(child: ChildProcess | undefined): boolean {
  return child !== undefined && child.exitCode === null && child.signalCode === null
}

function exitOf(child: ChildProcess | undefined): Promise<string> {
  return new Promise((resolve) => {
    if (!child || !isRunning(child))
      return resolve(describeExit(child?.exitCode ?? null, child?.signalCode ?? null))
    child.once('exit', (code, signal) => resolve(describeExit(code, signal)))
    child.once('error', (error) => resolve(error.message))
  })
}

function describeExit(code: number | null, signal: string | null): string {
  return signal ? `signal ${signal}` : `exit code ${code}`
}
