import { z } from 'zod'
import type { MonitorTargets } from '@/server/modules/accounts/contract'
import { processKeys } from './process-metrics'

const whole = (min: number, max: number) => z.number().int().min(min).max(max)

/** Whom the page is about. Without a group and a channel: all that the scope covers. */
const about = {
  groupId: z.uuid().nullable().default(null),
  subGroups: z.boolean().default(true),
  channelId: z.uuid().nullable().default(null),
}

export const agentSorts = ['attention', 'name', 'load', 'unanswered'] as const
export type AgentSort = (typeof agentSorts)[number]
/** away: off duty and holding nothing; they are left out unless asked for. */
export const agentStates = ['online', 'busy', 'offline', 'missing', 'away'] as const
export type AgentState = (typeof agentStates)[number]

/** So many rows of a table are sent at most: a screen shows no more. */
export const longestList = 200

export const monitorInput = z
  .object({
    ...about,
    queueLimit: whole(0, longestList).default(50),
    agentLimit: whole(0, longestList).default(50),
    agentSort: z.enum(agentSorts).default('attention'),
    agentState: z.enum(agentStates).nullable().default(null),
    agentSearch: z.string().trim().max(80).default(''),
    groupLimit: whole(0, longestList).default(12),
  })
  .prefault({})
export type MonitorInput = z.output<typeof monitorInput>

export const monitorDayInput = z.object(about).prefault({})
export type MonitorDayInput = z.output<typeof monitorDayInput>

/** `held`: what one agent has; the others are the figures of the page. */
export const monitorRowsInput = z.object({
  ...about,
  of: z.enum([...processKeys, 'with_bot', 'held']),
  agentId: z.uuid().nullable().default(null),
  offset: whole(0, 1_000_000).default(0),
  limit: whole(1, longestList).default(50),
})
export type MonitorRowsInput = z.output<typeof monitorRowsInput>

/** A name in one language, or in each. */
type Names = Record<string, string>

export type MonitorWaiting = {
  conversationId: string
  number: number
  customer: string
  groupId: string
  group: string
  channelId: string | null
  category: Names | null
  position: number
  priority: number
  enteredAt: number
  serviceLevelMs: number
  /** What the customer was told; null where nothing can be said. */
  estimateSeconds: number | null
  /** Past what the group itself calls too long: this wait, or its queue. */
  warning: 'wait' | 'length' | null
}

export type MonitorAgent = {
  id: string
  name: string
  status: 'online' | 'busy' | 'offline'
  /** What decided: connection, the choice of the agent or a supervisor, or the roster. */
  source: string
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

/** A group with those below it. */
export type MonitorGroup = {
  id: string
  name: string
  parentId: string | null
  queueing: number
  longestQueueingSince: number | null
  serviceLevelMs: number
  /** Members online with a free place, of those online. */
  able: number
  online: number
  serviceLevelToday: number | null
  paused: boolean
  /** Where its customers go while it takes nobody; null: they are taken as messages. */
  overflow: string | null
}

export type MonitorFigures = {
  ongoing: number
  awaitingReply: number
  longestAwaitingSince: number | null
  queueing: number
  longestQueueingSince: number | null
  /** Who is furthest past the target of their group. */
  worstWaiting: { enteredAt: number; serviceLevelMs: number } | null
  withBot: number
  online: number
  busy: number
  offline: number
  busyByReason: Record<string, number>
  onShift: number
  /** On shift by the roster, and not there. */
  missing: number
  /** Online with a free place. */
  able: number
  places: number
  placesUsed: number
  inflowToday: number
  answeredToday: number
  abandonedToday: number
  /** Those who came and left no message: what giving up is measured against. */
  offeredToday: number
  serviceLevelToday: number | null
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

export type FigureTargets = MonitorTargets & { replyWarningMs: number; replyBreachMs: number }

/** Rows that are shown, and how many there are. */
export type Shown<T> = { rows: T[]; total: number }

export type MonitorView = {
  at: number
  timeZone: string
  figures: MonitorFigures
  targets: FigureTargets
  waiting: Shown<MonitorWaiting>
  /** `away`: how many are off duty and hold nothing. */
  agents: Shown<MonitorAgent> & { away: number }
  groups: Shown<MonitorGroup>
  trend: MonitorTrend[]
}

type SlotCounts = {
  inflow: number
  answered: number
  abandoned: number
  /** null where nobody was offered. */
  serviceLevel: number | null
}
/** Five minutes; null where they have not come yet, `usual` where nothing is on record. */
export type MonitorSlot = {
  at: number
  now: SlotCounts | null
  /** The mean of the same weekday in the four weeks before. */
  usual: SlotCounts | null
}
export type MonitorDay = {
  at: number
  timeZone: string
  slots: MonitorSlot[]
  /** Of how many earlier days the usual is the mean. */
  usualDays: number
}

export type MonitorRow = {
  conversationId: string
  number: number
  customer: string
  group: string | null
  agent: string | null
  status: string
  /** Since when it is so, or when the customer came. */
  since: number
  /** How long the customer waited; null while that is going on. */
  waitMs: number | null
}
export type MonitorRows =
  | ({ kind: 'conversations' } & Shown<MonitorRow>)
  | ({ kind: 'agents' } & Shown<MonitorAgent>)

/** Amber from this share of a threshold on. */
export const lateFrom = 0.7

/** What the page can be narrowed to. */
export type MonitorChoices = {
  groups: { id: string; name: string; parentId: string | null }[]
  channels: { id: string; name: string }[]
}
