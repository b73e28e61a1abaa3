/**
 * Process metrics of the metric contract (docs/metrics.md): what the live page, the wallboard and "My day" show of
 * this moment. Names and definitions are in the messages under `insights.process`, by the same keys.
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

export type ProcessMetric = {
  unit: 'count' | 'ms' | 'rate'
  /** What stands behind the number. */
  rows: 'queue' | 'conversations' | 'agents' | 'today'
  better: 'higher' | 'lower' | null
}

export const processMetrics: Record<ProcessKey, ProcessMetric> = {
  queueing: { unit: 'count', rows: 'queue', better: 'lower' },
  longest_wait: { unit: 'ms', rows: 'queue', better: 'lower' },
  awaiting_reply: { unit: 'count', rows: 'conversations', better: 'lower' },
  ongoing: { unit: 'count', rows: 'conversations', better: null },
  able: { unit: 'count', rows: 'agents', better: 'higher' },
  slot_occupancy: { unit: 'rate', rows: 'agents', better: null },
  inflow_today: { unit: 'count', rows: 'today', better: null },
  answered_today: { unit: 'count', rows: 'today', better: null },
  abandoned_today: { unit: 'count', rows: 'today', better: 'lower' },
  service_level_today: { unit: 'rate', rows: 'today', better: 'higher' },
}
