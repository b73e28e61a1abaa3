/** Metrics of the moment: what the monitor shows, at most two seconds old. */
export const processMetrics = {
  ongoing: {
    unit: 'count',
    formula: 'conversations in awaiting_agent, awaiting_customer, awaiting_confirmation with a human agent',
  },
  awaiting_reply: { unit: 'count', formula: 'those in awaiting_agent, and the longest wait among them' },
  queueing: { unit: 'count', formula: 'customers in the queue; longest wait; estimate' },
  with_bot: { unit: 'count', formula: 'bot conversations open' },
  agents_by_status: {
    unit: 'count',
    formula: 'agents online / busy (by reason) / offline, against those on shift',
  },
  slot_occupancy: { unit: 'rate', formula: 'Σ current ÷ Σ limit over online and busy agents' },
  inflow_today: { unit: 'count', formula: 'customers who asked for a human so far today, per 5 minutes' },
  answered_today: { unit: 'count', formula: 'those of them assigned, per 5 minutes' },
  abandoned_today: { unit: 'count', formula: 'those of them who abandoned, per 5 minutes' },
  service_level_today: { unit: 'rate', formula: 'service_level so far today, per 5 minutes' },
} as const satisfies Record<string, { unit: 'count' | 'rate'; formula: string }>
export type ProcessMetricKey = keyof typeof processMetrics
