import type { Gauge } from 'prom-client'
import { allStreams } from '@/server/events/streams'
import { messagesWaiting } from '@/server/modules/conversations'
import { countNow } from '@/server/modules/dispatch'
import { busState } from '@/server/platform/bus'
import { now } from '@/server/platform/clock'
import { pool, poolUse } from '@/server/platform/db/pool'
import { log } from '@/server/platform/log'
import '@/server/platform/observe/instruments'
import { gauge, registry } from '@/server/platform/observe/registry'
import { singleton } from '@/server/platform/singleton'
import * as store from '../store/read-facts'

/** What is looked up when metrics are asked for. Whoever asks more often gets what was read before. */
const KEPT_MS = 5_000
/** Groups told apart, the longest queues first; a large organisation has hundreds. */
const MAX_QUEUES = 50

type Facts = {
  conversations: { status: string; n: number }[]
  queues: store.QueueRow[]
  timers: store.TimerFacts
  outbox: Awaited<ReturnType<typeof store.readOutbox>>
  jobs: store.JobFacts[]
  database: Awaited<ReturnType<typeof store.readDatabase>>
}

async function readAll(): Promise<Facts> {
  const at = now()
  const [conversations, queues, timers, outbox, jobs, database] = await Promise.all([
    countNow(pool()),
    store.readQueues(pool(), at, MAX_QUEUES),
    store.readTimers(pool(), at),
    store.readOutbox(pool(), at),
    store.readJobs(pool(), at),
    store.readDatabase(pool()),
  ])
  return { conversations, queues, timers, outbox, jobs, database }
}

const kept = () =>
  singleton('operations.gauges', () => ({ until: 0, facts: Promise.resolve<Facts | null>(null) }))

/** null while the database does not answer: the process's own numbers are told all the same. */
function facts(): Promise<Facts | null> {
  const known = kept()
  if (known.until > Date.now()) return known.facts
  known.until = Date.now() + KEPT_MS
  known.facts = readAll().catch((err: unknown) => {
    log().warn({ err: String(err) }, 'metrics of the database could not be read')
    return null
  })
  return known.facts
}

type Told<T extends string> = { labels: Record<T, string>; value: number }[]

/** One that is set from what the database says; without an answer it is left out. */
function fromDatabase<T extends string = never>(
  name: string,
  help: string,
  labelNames: readonly T[],
  tell: (facts: Facts) => Told<T>,
): void {
  gauge<T>({
    ...{ name, help, labelNames },
    async collect(this: Gauge<T>) {
      this.reset()
      const known = await facts()
      // One without labels begins at nought again, which would be a lie.
      if (!known && labelNames.length === 0) this.remove()
      if (!known) return
      for (const { labels, value } of tell(known)) this.set(labels, value)
    },
  })
}

const one = (value: number) => [{ labels: {} as Record<never, string>, value }]

function ofProcess(name: string, help: string, tell: () => number): void {
  gauge({
    ...{ name, help },
    collect() {
      this.set(tell())
    },
  })
}

function registerProcess(): void {
  ofProcess('switchyard_streams', 'Open event streams of this process', () => allStreams().size)
  ofProcess('switchyard_messages_waiting', 'Messages that wait for the next statement', messagesWaiting)
  ofProcess(
    'switchyard_bus_connected',
    '1 while wake-ups go through Redis, 0 while they cannot or there is none',
    () => Number(busState().state === 'connected'),
  )
  ofProcess('switchyard_db_connections_max', 'Connections this process may open', () => poolUse().max)
  ofProcess(
    'switchyard_db_connections_waiting',
    'Requests for a connection that wait for one',
    () => poolUse().waiting,
  )
  gauge<'state'>({
    name: 'switchyard_db_connections',
    help: 'Connections of this process to the database by state (in_use, idle)',
    labelNames: ['state'],
    collect() {
      const { inUse, idle } = poolUse()
      this.set({ state: 'in_use' }, inUse)
      this.set({ state: 'idle' }, idle)
    },
  })
  gauge({
    name: 'switchyard_database_up',
    help: '1 while the database answers',
    async collect() {
      this.set((await facts()) ? 1 : 0)
    },
  })
}

function registerWork(): void {
  fromDatabase('switchyard_conversations', 'Open conversations by status', ['status'], (f) =>
    f.conversations.map(({ status, n }) => ({ labels: { status }, value: n })),
  )
  const queue = (of: (row: store.QueueRow) => number) => (f: Facts) =>
    f.queues.map((row) => ({ labels: { group: row.name }, value: of(row) }))
  fromDatabase(
    'switchyard_queue_length',
    'Customers who wait, by group (the 50 longest)',
    ['group'],
    queue((r) => r.waiting),
  )
  fromDatabase(
    'switchyard_queue_oldest_wait_seconds',
    'How long the first has waited, by group (the 50 longest queues)',
    ['group'],
    queue((r) => r.oldestSeconds),
  )
  fromDatabase('switchyard_timers_pending', 'Conversations with a timer', [], (f) => one(f.timers.pending))
  fromDatabase('switchyard_timers_overdue', 'Timers that are due and were not looked at yet', [], (f) =>
    one(f.timers.overdue),
  )
  fromDatabase('switchyard_timers_oldest_overdue_seconds', 'How long the oldest of these is due', [], (f) =>
    one(f.timers.lagSeconds),
  )
}

function registerDatabase(): void {
  const outbox = (of: (row: Facts['outbox'][number]) => number) => (f: Facts) =>
    f.outbox.map((row) => ({ labels: { kind: row.kind }, value: of(row) }))
  fromDatabase(
    'switchyard_outbox_pending',
    'What is owed to others and not out yet, by kind',
    ['kind'],
    outbox((r) => r.pending),
  )
  fromDatabase(
    'switchyard_outbox_oldest_seconds',
    'How long the oldest of these waits',
    ['kind'],
    outbox((r) => r.oldestSeconds),
  )
  fromDatabase(
    'switchyard_outbox_failed',
    'What was given up within a day, by kind',
    ['kind'],
    outbox((r) => r.failed),
  )
  fromDatabase(
    'switchyard_jobs',
    'Durable jobs by task and state (waiting, given_up)',
    ['task', 'state'],
    (f) =>
      f.jobs.flatMap(({ task, waiting, givenUp }) => [
        { labels: { task, state: 'waiting' }, value: waiting },
        { labels: { task, state: 'given_up' }, value: givenUp },
      ]),
  )
  fromDatabase('switchyard_database_size_bytes', 'Size of the database', [], (f) => one(f.database.sizeBytes))
  fromDatabase('switchyard_database_connections', 'Connections that the database server serves', [], (f) =>
    one(f.database.connections),
  )
  fromDatabase('switchyard_database_connections_max', 'Connections that it would serve', [], (f) =>
    one(f.database.maxConnections),
  )
  fromDatabase(
    'switchyard_database_oldest_transaction_seconds',
    'Age of the oldest running transaction',
    [],
    (f) => one(f.database.oldestTransactionSeconds),
  )
  fromDatabase('switchyard_database_replica_lag_seconds', 'How far the slowest replica is behind', [], (f) =>
    one(f.database.replicaLagSeconds),
  )
}

/** Everything this process tells, in Prometheus' form. */
export async function readMetrics(): Promise<{ text: string; contentType: string }> {
  singleton('operations.registered', () => {
    registerProcess()
    registerWork()
    registerDatabase()
    return true
  })
  return { text: await registry().metrics(), contentType: registry().contentType }
}
