import { z } from 'zod'

/** Result metrics of the metric contract (docs/metrics.md) that are computed so far. */
export const metricKey = z.enum([
  'conversations_handled',
  'customers_served',
  'conversations_owned',
  'offered',
  'queue_wait',
  'queue_wait_median',
  'queue_wait_p90',
  'queue_wait_max',
  'service_level',
  'abandonment_rate',
  'short_abandonment_rate',
  'first_response_customer',
  'first_response_agent',
  'average_response',
  'duration',
  'active_time',
  'csat',
  'dissatisfied_count',
  'dissatisfied_rate',
  'rating_response_rate',
  'transfer_out_rate',
  'transfer_in_rate',
  'reopen_rate',
  'first_contact_resolution',
  'one_touch',
  'offline_count',
  'offline_answer_time',
  'online_time',
  'busy_time',
  'concurrency',
  'category_share',
  'channel_share',
  'wrap_up_share',
])
export type MetricKey = z.infer<typeof metricKey>

export const groupBy = z.enum([
  'agent',
  'group',
  'channel',
  'category',
  'wrap_up',
  'hour',
  'day',
  'week',
  'month',
])
export type GroupBy = z.infer<typeof groupBy>

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** A report covers at most so many days. */
export const longestPeriodDays = 400

const ids = z.array(z.uuid()).max(200).default([])
const period = {
  /** Local calendar dates of the time zone, both included. */
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string().min(1).max(64).refine(isTimeZone, 'time_zone'),
  groupIds: ids,
  agentIds: ids,
  channelIds: ids,
}

const dayMs = 86_400_000
type Dates = { from: string; to: string }
const inOrder = ({ from, to }: Dates) => from <= to
const notTooLong = ({ from, to }: Dates) => (Date.parse(to) - Date.parse(from)) / dayMs < longestPeriodDays

export const reportInput = z
  .object({
    ...period,
    groupBy,
    /** Also the period of the same length just before. */
    compare: z.boolean().default(false),
  })
  .refine(inOrder, { error: 'period_order', path: ['to'] })
  .refine(notTooLong, { error: 'period_too_long', path: ['to'] })
export type ReportInput = z.infer<typeof reportInput>

export const rowsInput = z
  .object({
    ...period,
    metric: metricKey,
    groupBy: groupBy.nullable(),
    /** The cell of `groupBy`; null = the total. */
    cell: z.string().max(64).nullable(),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(200).default(50),
  })
  .refine(inOrder, { error: 'period_order', path: ['to'] })
  .refine(notTooLong, { error: 'period_too_long', path: ['to'] })
export type RowsInput = z.infer<typeof rowsInput>

/** null where nothing can be said: no case, or a metric that does not exist for this cell. */
export type MetricValue = { value: number | null; numerator: number | null; denominator: number | null }
export type MetricValues = Partial<Record<MetricKey, MetricValue>>

/** A name in one language, or in each. */
export type Label = string | Record<string, string> | null

export type ReportRow = { cell: string; label: Label; values: MetricValues }
export type Report = {
  /** Epoch milliseconds, the end excluded. */
  period: { from: number; until: number }
  previousPeriod: { from: number; until: number } | null
  total: MetricValues
  previousTotal: MetricValues | null
  rows: ReportRow[]
  /** By cell; cells of time are those that lie one period earlier, in the same place. */
  previous: Record<string, MetricValues>
}

export type DetailRow = {
  conversationId: string | null
  number: number | null
  at: number
  until: number | null
  agent: string | null
  group: string | null
  channel: string | null
  customer: string | null
  status: string | null
  reason: string | null
  /** What the row adds to the number: ms, or 1 and 0 for yes and no. */
  value: number | null
}
export type DetailPage = { rows: DetailRow[]; total: number }

// ── monitor ─────────────────────────────────────────────────────────────────────────────────────

export type MonitorWaiting = {
  conversationId: string
  number: number
  customer: string
  groupId: string
  group: string
  position: number
  priority: number
  enteredAt: number
  serviceLevelMs: number
}

export type MonitorAgent = {
  id: string
  name: string
  status: 'online' | 'busy' | 'offline'
  reason: string | null
  since: number
  onShift: boolean
  current: number
  limit: number
  awaitingReply: number
  /** Of the oldest unanswered customer; null when nobody waits. */
  awaitingSince: number | null
  longestConversationId: string | null
  groupIds: string[]
}

export type MonitorFigures = {
  ongoing: number
  awaitingReply: number
  longestAwaitingSince: number | null
  queueing: number
  longestQueueingSince: number | null
  withBot: number
  online: number
  busy: number
  offline: number
  busyByReason: Record<string, number>
  onShift: number
  /** Online with a free place. */
  able: number
  places: number
  placesUsed: number
  inflowToday: number
  answeredToday: number
  abandonedToday: number
  serviceLevelToday: number | null
}

/** Five minutes; rates are null where nobody was offered. */
export type MonitorSlot = {
  at: number
  inflow: number
  answered: number
  abandoned: number
  serviceLevel: number | null
}

/** The last hour, oldest first. */
export type MonitorTrend = {
  at: number
  queueing: number
  longestWaitMs: number
  awaitingReply: number
  ongoing: number
  able: number
  occupancy: number | null
}

export type MonitorView = {
  at: number
  timeZone: string
  figures: MonitorFigures
  waiting: MonitorWaiting[]
  agents: MonitorAgent[]
  today: MonitorSlot[]
  trend: MonitorTrend[]
}
