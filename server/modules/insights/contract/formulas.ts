import { type Family, type GroupBy, kindsOf, type Metric, type MetricKey, metrics } from './metrics'

/** Each metric's formula in the words of the contract. What a word counts is said by the population. */
export const formulas: Record<MetricKey, string> = {
  conversations_handled: 'count of conversations; every agent who wrote has handled it',
  customers_served: 'count of distinct customers among conversations_handled',
  conversations_owned: 'count of conversations; the last agent owns it',
  offered: 'count of first requests for a human within service hours',
  queue_wait: 'Σ (assignment − entry) ÷ assigned; 0 for a direct conversation (ASA)',
  queue_wait_median: 'nearest-rank median of (assignment − entry) of the assigned',
  queue_wait_p90: 'nearest-rank 90th percentile of (assignment − entry) of the assigned',
  queue_wait_max: 'largest (assignment − entry) of the assigned',
  service_level: 'assigned within the target ÷ (assigned + abandoned later than the short threshold)',
  abandonment_rate: 'abandoned ÷ offered',
  short_abandonment_rate: 'abandoned within the short threshold ÷ offered',
  first_response_customer: 'Σ (first human reply − entry) ÷ first replies',
  first_response_agent: 'Σ (first human reply − assignment to who replied) ÷ first replies',
  average_response: 'Σ waits from the oldest unanswered customer message to the reply ÷ rounds',
  duration: 'Σ time agents held the conversation ÷ conversations',
  active_time:
    'Σ gaps between words, each up to the idle threshold, from first assignment to end ÷ conversations',
  csat: 'ratings of 4–5 ÷ ratings',
  dissatisfied_count: 'count of ratings of 1–2',
  dissatisfied_rate: 'ratings of 1–2 ÷ ratings',
  rating_response_rate: 'conversations with a rating ÷ conversations that invite to one',
  transfer_out_rate: 'conversations passed on ÷ conversations held',
  transfer_in_rate: 'conversations that had been passed on to the holder ÷ conversations held',
  reopen_rate: 'reopened ÷ ended',
  first_contact_resolution: 'ended, not reopened and nothing new in the thread within N days ÷ ended',
  one_touch: 'ended with exactly one agent message ÷ ended',
  offline_count: 'count of offline conversations',
  offline_answer_time: 'Σ (first reply − entry) ÷ offline conversations answered',
  online_time: 'Σ time in any status but offline; also by status and reason',
  busy_time: 'Σ time in the status busy',
  concurrency: 'Σ time places were held while online ÷ Σ time online',
  category_share: 'customers with the category ÷ all customers',
  channel_share: 'customers from the channel ÷ all customers',
  wrap_up_share: 'conversations closed with the wrap-up ÷ ended',
  answered: 'count of customers assigned to an agent',
  handle_time: 'Σ (active_time + after-conversation work) ÷ conversations (AHT)',
  ratings_received: 'count of ratings',
  followed_up_rate: 'ratings of 1–2 followed up ÷ ratings of 1–2',
  csat_participants: 'ratings of 4–5 ÷ ratings, for every agent who wrote',
  dissatisfied_rate_participants: 'ratings of 1–2 ÷ ratings, for every agent who wrote',
  scheduled_time: 'Σ scheduled time that has passed',
  adherence: 'scheduled time in the scheduled state ÷ scheduled time',
  alarms_raised: 'count of alarms',
  alarms_acknowledged: 'count of alarms acknowledged, whenever',
  alarm_acknowledge_time: 'Σ (acknowledgement − raising) ÷ alarms acknowledged',
  bot_count: 'count of bot conversations',
  bot_self_service_rate: 'bot conversations that never asked for a human ÷ bot conversations',
}

/** Which rows each family counts, and the instant that places them in a period. */
export const populations: Record<Family, { counts: string; placedAt: string }> = {
  queue: {
    counts: 'customers who asked for a human, those taken as a message left apart',
    placedAt: 'entry',
  },
  ended: { counts: 'direct and queued conversations with an agent', placedAt: 'last end' },
  written: { counts: 'direct and queued conversations in which an agent wrote', placedAt: 'last end' },
  first_reply: { counts: 'first human replies in direct and queued conversations', placedAt: 'reply' },
  round: { counts: 'rounds of question and answer in direct and queued conversations', placedAt: 'reply' },
  rating: { counts: 'ratings of direct and queued conversations', placedAt: 'rating' },
  invitation: { counts: 'direct and queued conversations in which an agent wrote', placedAt: 'last end' },
  offline: { counts: 'offline conversations', placedAt: 'entry' },
  holding: { counts: 'direct and queued conversations an agent held', placedAt: 'last end' },
  presence: { counts: 'recorded time in a status but offline', placedAt: 'each quarter of an hour' },
  closing: { counts: 'direct and queued conversations with an agent', placedAt: 'last end' },
  intake: { counts: 'all customers who asked for a human, messages included', placedAt: 'entry' },
  answered: { counts: 'customers who asked for a human and were assigned one', placedAt: 'entry' },
  handling: { counts: 'direct and queued conversations with an agent', placedAt: 'last end' },
  stars: { counts: 'ratings of direct and queued conversations', placedAt: 'rating' },
  rating_part: { counts: 'ratings of direct and queued conversations', placedAt: 'rating' },
  adherence: {
    counts: 'planned time of shifts and breaks, leave taken out',
    placedAt: 'each quarter of an hour',
  },
  alarm: { counts: 'alarms', placedAt: 'raising' },
  bot: {
    counts: 'ended conversations that a bot answered before a human was asked for',
    placedAt: 'last end',
  },
}

const attributions: Record<Metric['attribution'], string> = {
  owner: 'owner: the last agent, of a rating the one at rating time',
  writer: 'every agent who wrote',
  replier: 'replying agent',
  group: 'first group',
  receiver: 'receiver',
  holder: 'every agent who held it',
  agent: 'agent',
  participants: 'every agent who wrote',
  subject: 'whom the alarm is about',
  none: '–',
}

export type Definition = Omit<Metric, 'attribution'> & {
  key: MetricKey
  formula: string
  attribution: string
  population: string
  placedAt: string
  /** By what it can be told apart, besides time. */
  groupings: readonly GroupBy[]
}

/** All there is to say about a metric, but its names, which stand with the other texts of the screens. */
export function definitionOf(key: MetricKey): Definition {
  const metric = metrics[key]
  const { counts: population, placedAt } = populations[metric.family]
  return {
    ...{ ...metric, key, formula: formulas[key], attribution: attributions[metric.attribution] },
    ...{ population, placedAt, groupings: kindsOf[metric.family] },
  }
}
