import { existsSync, readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import { allStreams } from '@/server/events/streams'
import { messagesWaiting } from '@/server/modules/conversations'
import { busState } from '@/server/platform/bus'
import { pool, poolUse } from '@/server/platform/db/pool'
import { env } from '@/server/platform/env'
import { newId } from '@/server/platform/ids'
import { log } from '@/server/platform/log'
import { instruments } from '@/server/platform/observe/instruments'
import { keptJobs, keptLoops, round } from '@/server/platform/observe/rounds'
import { slowQueries } from '@/server/platform/observe/slow-queries'
import { singleton } from '@/server/platform/singleton'
import type { ProcessReport } from '../contract'
import * as store from '../store/processes'

const EVERY_MS = 5_000
/** So long a process that ended without a word is shown, so that somebody sees it. */
const SHOWN_S = 600
const SLOW_SHOWN = 20

type Self = { id: string; began: number; delay: IntervalHistogram; version: string; build: string }

const self = () =>
  singleton('operations.self', (): Self => {
    const delay = monitorEventLoopDelay({ resolution: 20 })
    delay.enable()
    return { id: newId(), began: performance.now(), delay, ...ownVersion() }
  })

function ownVersion(): { version: string; build: string } {
  const read = (file: string) => {
    const at = path.resolve(file)
    return existsSync(at) ? readFileSync(at, 'utf8') : ''
  }
  const { version = '' } = JSON.parse(read('package.json') || '{}') as { version?: string }
  return { version, build: read('.next/BUILD_ID').trim().slice(0, 12) }
}

/** The counters of prom-client, added up over their labels. */
async function total(counter: { get(): Promise<{ values: { value: number }[] }> }): Promise<number> {
  return (await counter.get()).values.reduce((sum, { value }) => sum + value, 0)
}

async function freeSpace(): Promise<ProcessReport['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(env().dataDir)
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch {
    // The folder is made at the first start; not every system tells.
    return null
  }
}

async function busReport(): Promise<ProcessReport['bus']> {
  const { wakeUpsSent, wakeUpsReceived, wakeUpsFailed, wakeUpsMissed } = instruments
  const [sent, received, failed, missed] = await Promise.all(
    [wakeUpsSent, wakeUpsReceived, wakeUpsFailed, wakeUpsMissed].map(total),
  )
  return { ...busState(), sent: sent ?? 0, received: received ?? 0, failed: failed ?? 0, missed: missed ?? 0 }
}

/** How this process does at the moment. */
export async function describeSelf(): Promise<ProcessReport> {
  const { delay, version, build } = self()
  const { rss, heapUsed } = process.memoryUsage()
  const loopLagMs = Math.max(0, delay.percentile(99) / 1e6 - 20)
  delay.reset()
  const { recent, total: slowTotal } = slowQueries()
  return {
    ...{ host: hostname(), pid: process.pid, version, build, node: process.version },
    ...{ rssBytes: rss, heapBytes: heapUsed, heapLimitBytes: getHeapStatistics().heap_size_limit },
    loopLagMs: Math.round(loopLagMs),
    streams: allStreams().size,
    streamsCut: await total(instruments.streamsCut),
    messagesWaiting: messagesWaiting(),
    pool: poolUse(),
    bus: await busReport(),
    timersFired: await total(instruments.timersFired),
    slow: { total: slowTotal, recent: recent.slice(-SLOW_SHOWN) },
    ...{ loops: keptLoops(), jobs: keptJobs() },
    disk: await freeSpace(),
  }
}

export async function reportSelf(): Promise<void> {
  const { id, began } = self()
  await store.keepReport(pool(), { id, upMs: performance.now() - began, report: await describeSelf() })
  await store.forgetSilent(pool(), SHOWN_S)
}

/** In every process: says how it does, and takes that back when it ends in order. */
export function startProcessReports(): () => Promise<void> {
  let running: Promise<unknown> | undefined
  const turn = () => {
    running ??= round('process_report', EVERY_MS, reportSelf)
      .catch((err) => log().debug({ err: String(err) }, 'this process could not report itself'))
      .finally(() => {
        running = undefined
      })
  }
  turn()
  const timer = setInterval(turn, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await running
    await store.dropReport(pool(), self().id).catch(() => {})
  }
}
