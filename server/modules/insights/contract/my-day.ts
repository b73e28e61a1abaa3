import { z } from 'zod'
import { type MetricKey, metricKey } from './metrics'
import type { MetricValues } from './report'

/** What an agent sees of their own work, in the order of the page. */
export const ownMetrics = [
  'conversations_handled',
  'customers_served',
  'first_response_agent',
  'average_response',
  'duration',
  'csat',
  'dissatisfied_count',
  'rating_response_rate',
  'first_contact_resolution',
  'transfer_out_rate',
  'online_time',
  'busy_time',
  'concurrency',
] as const satisfies readonly MetricKey[]
export type OwnMetric = (typeof ownMetrics)[number]

export const myRowsInput = z.object({
  metric: metricKey,
  span: z.enum(['today', 'week']),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(50),
})
export type MyRowsInput = z.output<typeof myRowsInput>

export type OwnSpan = {
  from: number
  until: number
  values: MetricValues
  /** The mean of the same stretch in the four weeks before. */
  usual: MetricValues
  /** In how many of them there was work on record. */
  usualWeeks: number
}
export type OwnComment = {
  conversationId: string
  number: number
  customer: string
  score: number
  comment: string
  at: number
}
export type MyDay = {
  at: number
  timeZone: string
  today: OwnSpan
  week: OwnSpan
  comments: OwnComment[]
}

export type MyNow = {
  at: number
  status: 'online' | 'busy' | 'offline'
  reason: string | null
  since: number
  current: number
  limit: number
  awaitingReply: number
  awaitingSince: number | null
  longestConversationId: string | null
  replyWarningMs: number
  replyBreachMs: number
  /** Customers in the queues of one's groups. */
  queueing: number
}
