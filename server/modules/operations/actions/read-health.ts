import { now } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { plainReason } from '@/server/platform/observe/rounds'
import { singleton } from '@/server/platform/singleton'
import type { ProcessReport, SystemHealth } from '../contract'
import { findWrong, GONE_S, stateOf, stateOfProcess } from '../domain/judge'
import { mergeLoops, mergeTasks } from '../domain/merge'
import { listReports, type ProcessRow } from '../store/processes'
import * as store from '../store/read-facts'

const QUARTER_HOUR_MS = 900_000
/** Counting all uploads takes a while where there are many. */
const FILES_KEPT_MS = 60_000
const SLOW_SHOWN = 20

type Files = { files: number; filesBytes: number }
const kept = () =>
  singleton('operations.files', () => ({
    until: 0,
    files: Promise.resolve<Files>({ files: 0, filesBytes: 0 }),
  }))

function readFiles(): Promise<Files> {
  const known = kept()
  if (known.until > Date.now()) return known.files
  known.until = Date.now() + FILES_KEPT_MS
  known.files = store.readFiles(pool())
  known.files.catch(() => {
    known.until = 0
  })
  return known.files
}

const sum = (reports: readonly ProcessReport[], of: (report: ProcessReport) => number): number =>
  reports.reduce((all, report) => all + of(report), 0)

function wakeUpsOf(reports: readonly ProcessReport[]): SystemHealth['wakeUps'] {
  const states = reports.map(({ bus }) => bus.state)
  const received = reports.flatMap(({ bus }) => (bus.receivedAt === null ? [] : [bus.receivedAt]))
  return {
    state: states.includes('broken') ? 'broken' : states.includes('connected') ? 'connected' : 'off',
    receivedAt: received.length > 0 ? Math.max(...received) : null,
    sent: sum(reports, ({ bus }) => bus.sent),
    received: sum(reports, ({ bus }) => bus.received),
    failed: sum(reports, ({ bus }) => bus.failed),
    missed: sum(reports, ({ bus }) => bus.missed),
  }
}

function disksOf(reports: readonly ProcessReport[]): SystemHealth['disk']['places'] {
  const places = new Map(
    reports.flatMap(({ host, disk }) => (disk ? [[host, { host, ...disk }] as const] : [])),
  )
  return [...places.values()]
}

async function readFacts() {
  const at = now()
  const [database, reports, jobs, timers, outbox, files] = await Promise.all([
    store.readDatabase(pool()),
    listReports(pool()),
    store.readJobs(pool(), at),
    store.readTimers(pool(), at),
    store.readOutbox(pool(), at),
    readFiles(),
  ])
  const queued = jobs.map(({ nextAt, lastError, ...job }) => ({
    ...job,
    nextAt: nextAt?.getTime() ?? null,
    lastError: lastError && plainReason(lastError),
  }))
  return { database, reports, queued, timers, outbox, files }
}

function viewOf({ report, ...row }: ProcessRow) {
  const { loops: _l, jobs: _j, slow: _s, ...rest } = report
  return { ...row, ...rest }
}

/** How the installation does: what every process said last, what the database says now, and what is wrong. */
export async function readHealth(): Promise<SystemHealth> {
  const { database, reports, queued, timers, outbox, files } = await readFacts()
  const { at, rows } = reports
  const alive = rows.filter(({ seenAt }) => at - seenAt < GONE_S * 1_000).map(({ report }) => report)
  const slow = alive.flatMap((report) => report.slow.recent).sort((a, b) => b.at - a.at)
  const quarterHour = slow.filter((one) => at - one.at < QUARTER_HOUR_MS).length
  const tasks = mergeTasks(alive, queued)
  const loops = mergeLoops(alive)
  const findings = findWrong({
    ...{ at, database, slowLately: quarterHour, processes: rows, tasks, loops, timers, outbox },
  })
  return {
    ...{ at, findings, ...stateOf(findings) },
    database: { ...database, slow: { quarterHour, recent: slow.slice(0, SLOW_SHOWN) } },
    processes: rows.map((row) => ({
      ...viewOf(row),
      state: stateOfProcess(findings, row.report.host, row.report.pid),
    })),
    jobs: {
      waiting: tasks.reduce((all, task) => all + task.waiting, 0),
      givenUp: tasks.reduce((all, task) => all + task.givenUp, 0),
      oldestWaitingSeconds: Math.max(0, ...tasks.map((task) => task.oldestSeconds)),
      tasks: tasks.map(({ oldestSeconds: _, ...task }) => task),
      loops,
    },
    streams: { open: sum(alive, (one) => one.streams), cut: sum(alive, (one) => one.streamsCut) },
    timers: { ...timers, fired: sum(alive, (one) => one.timersFired) },
    wakeUps: wakeUpsOf(alive),
    outbox,
    disk: { places: disksOf(alive), ...files },
  }
}
