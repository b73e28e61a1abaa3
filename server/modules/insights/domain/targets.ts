/**
 * What the figures of the live page are held against. Waiting is measured against the service level of the group
 * and the rule book's no-reply thresholds; these are for what has no setting of its own.
 */
export const targets = {
  /** More customers in all queues than this need a person to look. */
  queueing: 5,
  longestWaitMs: 30_000,
  replyWarningMs: 60_000,
  replyBreachMs: 180_000,
  /** Of those on shift, so many should be able to take somebody. */
  ableShare: 0.5,
  /** Above it there is no reserve left. */
  occupancy: 0.85,
  serviceLevel: 0.8,
} as const

/** Amber from this share of a threshold on. */
export const lateFrom = 0.7
