import {
  type DatabaseView,
  type Finding,
  type HealthPart,
  type HealthState,
  healthParts,
  type LoopView,
  type OutboxRow,
  type ProcessReport,
  type TaskView,
} from '../contract'

/**
 * What is well and what is not. It keeps one promise: a page without findings means that nobody has to look further,
 * and a finding names one thing that somebody can do something about. Limits are here and nowhere else.
 */
export type Facts = {
  at: number
  database: DatabaseView
  /** Slow statements of all processes within a quarter of an hour. */
  slowLately: number
  processes: readonly { id: string; seenAt: number; report: ProcessReport }[]
  tasks: readonly (TaskView & { oldestSeconds: number })[]
  loops: readonly LoopView[]
  timers: { lagSeconds: number }
  outbox: readonly OutboxRow[]
}

const SECOND = 1_000
/** A process writes every five seconds; one that missed three of them is silent. */
const SILENT_S = 20
export const GONE_S = 60
const GIGABYTE = 1_000_000_000

/** Which of two limits a value has passed. */
function passed(value: number, attention: number, bad: number): 'attention' | 'bad' | null {
  if (value >= bad) return 'bad'
  return value >= attention ? 'attention' : null
}

type Limits = [attention: number, bad: number]
const never = Number.POSITIVE_INFINITY

function found(
  part: HealthPart,
  code: Finding['code'],
  value: number,
  [attention, bad]: Limits,
  subject: string | null = null,
): Finding[] {
  const state = passed(value, attention, bad)
  return state ? [{ part, state, code, subject, value: Math.round(value) }] : []
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

/** What a silent process said last says nothing of now. */
const speaking = ({ at, processes }: Facts) =>
  processes.filter(({ seenAt }) => at - seenAt < SILENT_S * SECOND)

function ofDatabase(facts: Facts): Finding[] {
  const { database, slowLately } = facts
  const percent = (100 * database.connections) / Math.max(1, database.maxConnections)
  const waiting = sum(speaking(facts).map(({ report }) => report.pool.waiting))
  return [
    ...found('database', 'connections_high', percent, [80, 95]),
    ...found('database', 'old_transaction', database.oldestTransactionSeconds, [60, 600]),
    ...found('database', 'replica_late', database.replicaLagSeconds, [30, 300]),
    ...found('database', 'pool_waiting', waiting, [1, 50]),
    ...found('database', 'slow_queries', slowLately, [20, never]),
  ]
}

function ofProcesses(facts: Facts): Finding[] {
  const { at, processes } = facts
  const versions = new Set(speaking(facts).map(({ report }) => `${report.version} ${report.build}`))
  return [
    ...processes.flatMap(({ seenAt, report }) => {
      const name = `${report.host}:${report.pid}`
      const silence = (at - seenAt) / SECOND
      // Of a silent one nothing else is known any more.
      if (silence >= SILENT_S) return found('processes', 'process_silent', silence, [SILENT_S, GONE_S], name)
      const heap = (100 * report.heapBytes) / Math.max(1, report.heapLimitBytes)
      return [
        ...found('processes', 'event_loop_slow', report.loopLagMs, [250, 1_000], name),
        ...found('processes', 'memory_high', heap, [80, 92], name),
      ]
    }),
    ...found('processes', 'versions_differ', versions.size, [2, never]),
  ]
}

function ofJobs({ at, tasks, loops }: Facts): Finding[] {
  return [
    ...tasks.flatMap((task) => [
      ...found('jobs', 'job_given_up', task.givenUp, [1, never], task.name),
      ...found('jobs', 'job_waits', task.oldestSeconds, [120, 900], task.name),
    ]),
    ...loops.flatMap((loop) => {
      const silence = loop.lastOkAt === null ? 0 : (at - loop.lastOkAt) / SECOND
      const patience = Math.max(60, (10 * loop.everyMs) / SECOND)
      if (silence >= patience) return found('jobs', 'loop_stalled', silence, [0, patience * 5], loop.name)
      const failing = loop.lastErrorAt !== null && loop.lastErrorAt > (loop.lastOkAt ?? 0)
      return failing ? found('jobs', 'loop_failing', loop.failures, [0, never], loop.name) : []
    }),
  ]
}

function ofWakeUps(facts: Facts): Finding[] {
  const alive = speaking(facts)
  const broken = alive.filter(({ report }) => report.bus.state === 'broken').length
  const without = alive.filter(({ report }) => report.bus.state === 'off').length
  return [
    ...found('wakeUps', 'redis_broken', broken, [1, never]),
    ...(alive.length > 1 ? found('wakeUps', 'redis_missing', without, [1, never]) : []),
  ]
}

/** Once for each machine, by its process that spoke last. */
function ofDisk({ processes }: Facts): Finding[] {
  const latest = [...processes].sort((a, b) => a.seenAt - b.seenAt)
  const byHost = new Map(latest.map(({ report: { host, disk } }) => [host, disk]))
  return [...byHost].flatMap(([host, disk]): Finding[] => {
    if (!disk) return []
    const share = disk.freeBytes / Math.max(1, disk.totalBytes)
    const bad = disk.freeBytes < GIGABYTE / 2 || share < 0.02
    if (!bad && disk.freeBytes >= 2 * GIGABYTE && share >= 0.1) return []
    const percent = Math.floor(share * 100)
    return [
      { part: 'disk', state: bad ? 'bad' : 'attention', code: 'disk_low', subject: host, value: percent },
    ]
  })
}

export function findWrong(facts: Facts): Finding[] {
  const all: Finding[] = [
    ...ofDatabase(facts),
    ...ofProcesses(facts),
    ...ofJobs(facts),
    ...found('streams', 'streams_cut', sum(speaking(facts).map(({ report }) => report.streamsCut)), [
      100,
      never,
    ]),
    ...found('timers', 'timers_late', facts.timers.lagSeconds, [10, 60]),
    ...ofWakeUps(facts),
    ...facts.outbox.flatMap(({ kind, oldestSeconds, failed }) => [
      ...found('outbox', 'outbox_waits', oldestSeconds, [600, 7_200], kind),
      ...found('outbox', 'outbox_failed', failed, [1, never], kind),
    ]),
    ...ofDisk(facts),
  ]
  return all.sort((a, b) => Number(b.state === 'bad') - Number(a.state === 'bad'))
}

const worst = (findings: readonly Finding[]): HealthState =>
  findings.some(({ state }) => state === 'bad') ? 'bad' : findings.length > 0 ? 'attention' : 'ok'

export function stateOf(findings: readonly Finding[]): {
  state: HealthState
  parts: Record<HealthPart, HealthState>
} {
  const parts = healthParts.map((part) => [part, worst(findings.filter((one) => one.part === part))] as const)
  return { state: worst(findings), parts: Object.fromEntries(parts) as Record<HealthPart, HealthState> }
}

/** How one process does, by what was found about it. */
export function stateOfProcess(findings: readonly Finding[], host: string, pid: number): HealthState {
  return worst(findings.filter(({ part, subject }) => part === 'processes' && subject === `${host}:${pid}`))
}
