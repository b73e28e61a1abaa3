import { z } from 'zod'

/** Without a group: all that the scope covers. */
export const monitorInput = z
  .object({ groupId: z.uuid().nullable().default(null), subGroups: z.boolean().default(true) })
  .default({ groupId: null, subGroups: true })
export type MonitorInput = z.output<typeof monitorInput>

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
  /** The group's own warnings for a wait and for a length of its queue; null where it has none. */
  warnMs: number | null
  warnLength: number | null
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
