import { z } from 'zod'

/** How an installation does, as the screen and the API say it. Times are milliseconds unless the name says otherwise. */
export const healthStates = ['ok', 'attention', 'bad'] as const
export const healthState = z.enum(healthStates)
export type HealthState = z.infer<typeof healthState>

export const healthParts = [
  'database',
  'processes',
  'jobs',
  'streams',
  'timers',
  'wakeUps',
  'outbox',
  'disk',
] as const
export type HealthPart = (typeof healthParts)[number]

/** Everything that can be found wrong; the screen says what to do about each. */
export const findingCodes = [
  'connections_high',
  'old_transaction',
  'replica_late',
  'pool_waiting',
  'slow_queries',
  'process_silent',
  'event_loop_slow',
  'memory_high',
  'versions_differ',
  'job_given_up',
  'job_waits',
  'loop_failing',
  'loop_stalled',
  'streams_cut',
  'timers_late',
  'redis_missing',
  'redis_broken',
  'outbox_waits',
  'outbox_failed',
  'disk_low',
] as const
export const finding = z.object({
  part: z.enum(healthParts),
  state: z.enum(['attention', 'bad']),
  code: z.enum(findingCodes),
  /** What or which, such as the name of a job. */
  subject: z.string().nullable(),
  /** How many, how long (seconds) or how much (percent): what the code counts. */
  value: z.number(),
})
export type Finding = z.infer<typeof finding>

const at = z.number().nullable()

const kept = z.object({
  name: z.string(),
  everyMs: z.number().nullable(),
  runs: z.number(),
  failures: z.number(),
  lastAt: at,
  lastMs: at,
  lastOkAt: at,
  lastErrorAt: at,
  lastError: z.string().nullable(),
})
export type KeptRounds = z.infer<typeof kept>

const slowQuery = z.object({
  at: z.number(),
  statement: z.string(),
  ms: z.number(),
  rows: z.number().nullable(),
  failed: z.boolean(),
  requestId: z.string().nullable(),
})

const space = z.object({ freeBytes: z.number(), totalBytes: z.number() })

/** What a process writes down of itself every few seconds. */
export const processReport = z.object({
  host: z.string(),
  pid: z.number(),
  version: z.string(),
  build: z.string(),
  node: z.string(),
  rssBytes: z.number(),
  heapBytes: z.number(),
  heapLimitBytes: z.number(),
  /** 99th percentile since the report before. */
  loopLagMs: z.number(),
  streams: z.number(),
  streamsCut: z.number(),
  messagesWaiting: z.number(),
  pool: z.object({ inUse: z.number(), idle: z.number(), waiting: z.number(), max: z.number() }),
  bus: z.object({
    state: z.enum(['off', 'connected', 'broken']),
    receivedAt: at,
    sent: z.number(),
    received: z.number(),
    failed: z.number(),
    missed: z.number(),
  }),
  timersFired: z.number(),
  slow: z.object({ total: z.number(), recent: z.array(slowQuery) }),
  loops: z.array(kept),
  jobs: z.array(kept),
  disk: space.nullable(),
})
export type ProcessReport = z.infer<typeof processReport>

export const processView = processReport
  .omit({ loops: true, jobs: true, slow: true })
  .extend({ id: z.uuid(), startedAt: z.number(), seenAt: z.number(), state: healthState })
export type ProcessView = z.infer<typeof processView>

export const outboxKinds = [
  'webhooks',
  'alarm_calls',
  'im',
  'reply_mails',
  'transcript_mails',
  'ticket_mails',
] as const
export type OutboxKind = (typeof outboxKinds)[number]
const outboxRow = z.object({
  kind: z.enum(outboxKinds),
  pending: z.number(),
  oldestSeconds: z.number(),
  /** Given up within a day. */
  failed: z.number(),
})
export type OutboxRow = z.infer<typeof outboxRow>

const task = z.object({
  name: z.string(),
  waiting: z.number(),
  retrying: z.number(),
  givenUp: z.number(),
  nextAt: at,
  lastAt: at,
  lastOkAt: at,
  lastMs: at,
  lastErrorAt: at,
  lastError: z.string().nullable(),
})
export type TaskView = z.infer<typeof task>

const loop = z.object({
  name: z.string(),
  everyMs: z.number(),
  lastAt: at,
  lastOkAt: at,
  lastMs: at,
  nextAt: at,
  failures: z.number(),
  lastErrorAt: at,
  lastError: z.string().nullable(),
})
export type LoopView = z.infer<typeof loop>

export const databaseView = z.object({
  version: z.string(),
  sizeBytes: z.number(),
  connections: z.number(),
  maxConnections: z.number(),
  oldestTransactionSeconds: z.number(),
  standby: z.boolean(),
  replicas: z.number(),
  replicaLagSeconds: z.number(),
  migrations: z.number(),
  lastMigration: z.string(),
})
export type DatabaseView = z.infer<typeof databaseView>

export const systemHealth = z.object({
  at: z.number(),
  state: healthState,
  parts: z.record(z.enum(healthParts), healthState),
  findings: z.array(finding),
  database: databaseView.extend({
    slow: z.object({ quarterHour: z.number(), recent: z.array(slowQuery) }),
  }),
  processes: z.array(processView),
  jobs: z.object({
    waiting: z.number(),
    givenUp: z.number(),
    oldestWaitingSeconds: z.number(),
    tasks: z.array(task),
    loops: z.array(loop),
  }),
  streams: z.object({ open: z.number(), cut: z.number() }),
  timers: z.object({ pending: z.number(), overdue: z.number(), lagSeconds: z.number(), fired: z.number() }),
  wakeUps: z.object({
    state: z.enum(['off', 'connected', 'broken']),
    receivedAt: at,
    sent: z.number(),
    received: z.number(),
    failed: z.number(),
    missed: z.number(),
  }),
  outbox: z.array(outboxRow),
  disk: z.object({
    places: z.array(space.extend({ host: z.string() })),
    files: z.number(),
    filesBytes: z.number(),
  }),
})
export type SystemHealth = z.infer<typeof systemHealth>
