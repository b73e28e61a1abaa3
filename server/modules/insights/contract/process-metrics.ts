/**
 * Process metrics of the metric contract: what the live page, the wallboard and "My day" show of this moment, at
 * most two seconds old. Names and definitions are in the messages under `insights.process`, by the same keys;
 * the tables of docs/metrics.md are written from here.
 */
export const processKeys = [
  'queueing',
  'longest_wait',
  'awaiting_reply',
  'ongoing',
  'able',
  'slot_occupancy',
  'inflow_today',
  'answered_today',
  'abandoned_today',
  'service_level_today',
] as const
export type ProcessKey = (typeof processKeys)[number]

/** Shown as lists, not as figures. */
type ListedKey = 'with_bot' | 'agents_by_status'

export type ProcessMetric = {
  unit: 'count' | 'ms' | 'rate'
  formula: string
  /** What stands behind the number. */
  rows: 'queue' | 'conversations' | 'agents' | 'today'
  better: 'higher' | 'lower' | null
}

export const processMetrics: Record<ProcessKey | ListedKey, ProcessMetric> = {
  ongoing: {
    ...{ unit: 'count', rows: 'conversations', better: null },
    formula: 'conversations in awaiting_agent, awaiting_customer, awaiting_confirmation with a human agent',
  },
  awaiting_reply: {
    ...{ unit: 'count', rows: 'conversations', better: 'lower' },
    formula: 'those in awaiting_agent, and the longest wait among them',
  },
  queueing: {
    ...{ unit: 'count', rows: 'queue', better: 'lower' },
    formula: 'customers in the queue; estimate',
  },
  longest_wait: {
    ...{ unit: 'ms', rows: 'queue', better: 'lower' },
    formula: 'the longest wait among the customers in the queue',
  },
  with_bot: { unit: 'count', rows: 'conversations', better: null, formula: 'bot conversations open' },
  agents_by_status: {
    ...{ unit: 'count', rows: 'agents', better: null },
    formula: 'agents online / busy (by reason) / offline, against those on shift',
  },
  able: {
    ...{ unit: 'count', rows: 'agents', better: 'higher' },
    formula: 'online agents with a free place',
  },
  slot_occupancy: {
    ...{ unit: 'rate', rows: 'agents', better: null },
    formula: 'Σ current ÷ Σ limit over online and busy agents',
  },
  inflow_today: {
    ...{ unit: 'count', rows: 'today', better: null },
    formula: 'customers who asked for a human so far today, per 5 minutes',
  },
  answered_today: {
    ...{ unit: 'count', rows: 'today', better: null },
    formula: 'those of them assigned, per 5 minutes',
  },
  abandoned_today: {
    ...{ unit: 'count', rows: 'today', better: 'lower' },
    formula: 'those of them who abandoned, per 5 minutes',
  },
  service_level_today: {
    ...{ unit: 'rate', rows: 'today', better: 'higher' },
    formula: 'service_level so far today, per 5 minutes',
  },
}
