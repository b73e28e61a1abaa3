/**
 * What each number means, in one place: the screen's hover, the export's heading and the drill-down all read it
 * here, and docs/metrics.md says the same in words. A metric that has no entry cannot be shown.
 */
import { z } from 'zod'

/** Result metrics of the metric contract (docs/metrics.md). */
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
  'answered',
  'handle_time',
  'ratings_received',
  'followed_up_rate',
  'csat_participants',
  'dissatisfied_rate_participants',
  'scheduled_time',
  'adherence',
  'alarms_raised',
  'alarms_acknowledged',
  'alarm_acknowledge_time',
  'bot_count',
  'bot_self_service_rate',
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
  'weekday',
  'weekday_hour',
  'status',
  'score',
  'tag',
  'wait',
  'alarm',
])
export type GroupBy = z.infer<typeof groupBy>

/** Which conversations, ratings or spans a metric counts, and the instant that places them in a period. */
export type Family =
  | 'queue'
  | 'ended'
  | 'written'
  | 'first_reply'
  | 'round'
  | 'rating'
  | 'invitation'
  | 'offline'
  | 'holding'
  | 'presence'
  | 'closing'
  | 'intake'
  | 'answered'
  | 'handling'
  | 'stars'
  | 'rating_part'
  | 'adherence'
  | 'alarm'
  | 'bot'

export type Metric = {
  family: Family
  unit: 'count' | 'ms' | 'rate' | 'ratio'
  /** ratio: numerator ÷ denominator; single: the value itself; share: of the total of all cells. */
  form: 'ratio' | 'single' | 'share'
  clock: 'calendar'
  attribution:
    | 'owner'
    | 'writer'
    | 'replier'
    | 'group'
    | 'receiver'
    | 'holder'
    | 'agent'
    | 'participants'
    | 'subject'
    | 'none'
  /** What is good news. */
  better: 'higher' | 'lower' | null
}

const metric = (
  family: Family,
  unit: Metric['unit'],
  form: Metric['form'],
  attribution: Metric['attribution'],
  better: Metric['better'] = null,
): Metric => ({ family, unit, form, clock: 'calendar', attribution, better })

export const metrics: Record<MetricKey, Metric> = {
  conversations_handled: metric('written', 'count', 'single', 'writer'),
  customers_served: metric('written', 'count', 'single', 'writer'),
  conversations_owned: metric('ended', 'count', 'single', 'owner'),
  offered: metric('queue', 'count', 'single', 'group'),
  queue_wait: metric('queue', 'ms', 'ratio', 'group', 'lower'),
  queue_wait_median: metric('queue', 'ms', 'single', 'group', 'lower'),
  queue_wait_p90: metric('queue', 'ms', 'single', 'group', 'lower'),
  queue_wait_max: metric('queue', 'ms', 'single', 'group', 'lower'),
  service_level: metric('queue', 'rate', 'ratio', 'group', 'higher'),
  abandonment_rate: metric('queue', 'rate', 'ratio', 'group', 'lower'),
  short_abandonment_rate: metric('queue', 'rate', 'ratio', 'group'),
  first_response_customer: metric('first_reply', 'ms', 'ratio', 'replier', 'lower'),
  first_response_agent: metric('first_reply', 'ms', 'ratio', 'replier', 'lower'),
  average_response: metric('round', 'ms', 'ratio', 'replier', 'lower'),
  duration: metric('ended', 'ms', 'ratio', 'owner'),
  active_time: metric('ended', 'ms', 'ratio', 'owner'),
  csat: metric('rating', 'rate', 'ratio', 'owner', 'higher'),
  dissatisfied_count: metric('rating', 'count', 'single', 'owner', 'lower'),
  dissatisfied_rate: metric('rating', 'rate', 'ratio', 'owner', 'lower'),
  rating_response_rate: metric('invitation', 'rate', 'ratio', 'owner', 'higher'),
  transfer_out_rate: metric('holding', 'rate', 'ratio', 'holder', 'lower'),
  transfer_in_rate: metric('holding', 'rate', 'ratio', 'holder'),
  reopen_rate: metric('ended', 'rate', 'ratio', 'owner', 'lower'),
  first_contact_resolution: metric('ended', 'rate', 'ratio', 'owner', 'higher'),
  one_touch: metric('ended', 'rate', 'ratio', 'owner'),
  offline_count: metric('offline', 'count', 'single', 'receiver'),
  offline_answer_time: metric('offline', 'ms', 'ratio', 'receiver', 'lower'),
  online_time: metric('presence', 'ms', 'single', 'agent'),
  busy_time: metric('presence', 'ms', 'single', 'agent'),
  concurrency: metric('presence', 'ratio', 'ratio', 'agent'),
  category_share: metric('intake', 'rate', 'share', 'none'),
  channel_share: metric('intake', 'rate', 'share', 'none'),
  wrap_up_share: metric('closing', 'rate', 'share', 'none'),
  answered: metric('answered', 'count', 'single', 'group'),
  handle_time: metric('handling', 'ms', 'ratio', 'owner'),
  ratings_received: metric('stars', 'count', 'single', 'owner'),
  followed_up_rate: metric('stars', 'rate', 'ratio', 'owner', 'higher'),
  csat_participants: metric('rating_part', 'rate', 'ratio', 'participants', 'higher'),
  dissatisfied_rate_participants: metric('rating_part', 'rate', 'ratio', 'participants', 'lower'),
  scheduled_time: metric('adherence', 'ms', 'single', 'agent'),
  adherence: metric('adherence', 'rate', 'ratio', 'agent', 'higher'),
  alarms_raised: metric('alarm', 'count', 'single', 'subject', 'lower'),
  alarms_acknowledged: metric('alarm', 'count', 'single', 'subject'),
  alarm_acknowledge_time: metric('alarm', 'ms', 'ratio', 'subject', 'lower'),
  bot_count: metric('bot', 'count', 'single', 'none'),
  bot_self_service_rate: metric('bot', 'rate', 'ratio', 'none', 'higher'),
}

const everything = ['agent', 'group', 'channel', 'category', 'wrap_up'] as const
/** What only some facts have: the status, the stars and tags of a rating, a band of waits, what an alarm is about. */
type Kind = (typeof everything)[number] | 'status' | 'score' | 'tag' | 'wait' | 'alarm'

/** By what a family's facts can be told apart, besides time; also what they can be filtered by. */
export const kindsOf: Record<Family, readonly Kind[]> = {
  queue: ['group', 'channel', 'category'],
  ended: everything,
  written: everything,
  first_reply: ['agent', 'group', 'channel', 'category'],
  round: ['agent', 'group', 'channel', 'category'],
  rating: everything,
  invitation: everything,
  offline: ['agent', 'group', 'channel', 'category'],
  holding: ['agent', 'group', 'channel', 'category', 'wrap_up'],
  presence: ['agent', 'status'],
  closing: everything,
  intake: ['group', 'channel', 'category'],
  answered: ['group', 'channel', 'category', 'wait'],
  handling: everything,
  stars: [...everything, 'score', 'tag'],
  rating_part: everything,
  adherence: ['agent'],
  alarm: ['agent', 'group', 'channel', 'category', 'alarm'],
  bot: ['channel', 'category'],
}

/** Facts of an agent alone: a filter by group takes those of the group's members. */
export const countsMembers = (family: Family): boolean => family === 'presence' || family === 'adherence'

const times = ['hour', 'day', 'week', 'month', 'weekday', 'weekday_hour'] as const
export const isTime = (by: GroupBy): by is (typeof times)[number] => times.some((time) => time === by)

const onlyBy: Partial<Record<MetricKey, GroupBy>> = {
  category_share: 'category',
  channel_share: 'channel',
  wrap_up_share: 'wrap_up',
}

/** Whether the metric has a meaning for each cell of this grouping. */
export function applies(key: MetricKey, by: GroupBy): boolean {
  const only = onlyBy[key]
  if (only !== undefined) return only === by
  if (by === 'status') return key === 'online_time'
  return isTime(by) || kindsOf[metrics[key].family].includes(by)
}

/** Days within which the same topic must not come back for a conversation to count as resolved at once. */
export const firstContactDays = 3
/** Gaps longer than this are not active time: the rule book's silence. */
export const idleThresholdMs = 5 * 60_000
/** Who leaves the queue sooner has not really waited: the rule book's short abandonment. */
export const shortAbandonmentMs = 5_000

/** Longest wait of each band of the distribution, in ms; what is longer is the last band. */
export const waitBands = [0, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000] as const
