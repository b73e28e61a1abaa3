/**
 * What was read at one moment, and the part of it that somebody may see and asked for. Pure, so that every
 * supervisor sees their own part of the same reading and a test can count along.
 */
import type { MonitorAgent } from '../contract'

export type OpenTalk = {
  id: string
  number: number
  customer: string
  status: string
  groupId: string | null
  channelId: string | null
  agentId: string | null
  live: boolean
  awaitingSince: number | null
  enteredAt: number
}
export type Waiting = {
  conversationId: string
  number: number
  customer: string
  groupId: string
  channelId: string | null
  category: Record<string, string> | null
  position: number
  priority: number
  enteredAt: number
}
export type GroupFacts = {
  id: string
  name: string
  parentId: string | null
  serviceLevelMs: number
  paused: boolean
  overflow: string | null
  warnMs: number | null
  warnLength: number | null
}
export type AgentFacts = Omit<MonitorAgent, 'awaitingReply' | 'awaitingSince' | 'longestConversationId'>
export type Counts = {
  inflow: number
  answered: number
  abandoned: number
  offered: number
  inTime: number
  measured: number
}
export type Slot = Counts & { groupId: string | null; channelId: string | null; at: number }

export type Reading = {
  at: number
  timeZone: string
  dayFrom: number
  open: OpenTalk[]
  waiting: Waiting[]
  agents: AgentFacts[]
  groups: GroupFacts[]
  slots: Slot[]
}

/** null: everything. Agents belong to groups, not to channels. */
export type MonitorScope = { groupIds: readonly string[] | null; channelId: string | null }

export function narrow(reading: Reading, { groupIds, channelId }: MonitorScope): Reading {
  if (groupIds === null && channelId === null) return reading
  const covered = groupIds === null ? null : new Set(groupIds)
  const inGroup = (id: string | null) => covered === null || (id !== null && covered.has(id))
  const seen = (row: { groupId: string | null; channelId: string | null }) =>
    inGroup(row.groupId) && (channelId === null || row.channelId === channelId)
  return {
    ...reading,
    open: reading.open.filter(seen),
    waiting: reading.waiting.filter(seen),
    slots: reading.slots.filter(seen),
    agents: covered ? reading.agents.filter((agent) => agent.groupIds.some(inGroup)) : reading.agents,
    groups: reading.groups.filter(({ id }) => inGroup(id)),
  }
}

export const earliest = (times: Iterable<number | null>): number | null => {
  let first: number | null = null
  for (const time of times) if (time !== null && (first === null || time < first)) first = time
  return first
}

/** Conversations that a person has, by their agent. */
export function heldBy(open: readonly OpenTalk[]): Map<string, OpenTalk[]> {
  const held = new Map<string, OpenTalk[]>()
  for (const row of open) {
    if (row.agentId === null || !row.live) continue
    const list = held.get(row.agentId)
    if (list) list.push(row)
    else held.set(row.agentId, [row])
  }
  return held
}

const noCounts: Counts = { inflow: 0, answered: 0, abandoned: 0, offered: 0, inTime: 0, measured: 0 }
const countKeys = ['inflow', 'answered', 'abandoned', 'offered', 'inTime', 'measured'] as const

export function addCounts(rows: Iterable<Counts>): Counts {
  const sum = { ...noCounts }
  for (const row of rows) for (const key of countKeys) sum[key] += row[key]
  return sum
}

export const rateOf = ({ inTime, measured }: Counts): number | null =>
  measured === 0 ? null : inTime / measured
