/** The live page's numbers from rows read at one moment, for one scope. */
import type { MonitorAgent, MonitorFigures, MonitorTrend, MonitorWaiting } from '../contract'
import { isAble, isMissing } from './monitor-agents'
import {
  addCounts,
  earliest,
  type GroupFacts,
  type OpenTalk,
  type Reading,
  rateOf,
  type Waiting,
} from './monitor-reading'

const served = ['awaiting_agent', 'awaiting_customer', 'awaiting_confirmation']

/** With a person, and not a message that was left. */
export const isOngoing = (row: OpenTalk): boolean =>
  row.live && row.agentId !== null && served.includes(row.status)
export const awaitsReply = (row: OpenTalk): boolean => isOngoing(row) && row.status === 'awaiting_agent'

export function figuresOf(seen: Reading, agents: readonly MonitorAgent[]): MonitorFigures {
  const awaiting = seen.open.filter(awaitsReply)
  const there = agents.filter((agent) => agent.status !== 'offline')
  const busy = agents.filter((agent) => agent.status === 'busy')
  const today = addCounts(seen.slots)
  const count = (holds: (agent: MonitorAgent) => boolean) => agents.filter(holds).length
  return {
    ongoing: seen.open.filter(isOngoing).length,
    awaitingReply: awaiting.length,
    longestAwaitingSince: earliest(awaiting.map((row) => row.awaitingSince)),
    queueing: seen.waiting.length,
    longestQueueingSince: earliest(seen.waiting.map((row) => row.enteredAt)),
    worstWaiting: worstOf(seen),
    withBot: seen.open.filter((row) => row.status === 'with_bot').length,
    online: count(({ status }) => status === 'online'),
    busy: busy.length,
    offline: count(({ status }) => status === 'offline'),
    busyByReason: countBy(busy.map((agent) => agent.reason ?? '')),
    onShift: count(({ onShift }) => onShift),
    missing: count(isMissing),
    able: count(isAble),
    places: there.reduce((all, agent) => all + agent.limit, 0),
    placesUsed: there.reduce((all, agent) => all + agent.current, 0),
    inflowToday: today.inflow,
    answeredToday: today.answered,
    abandonedToday: today.abandoned,
    offeredToday: today.offered,
    serviceLevelToday: rateOf(today),
  }
}

function countBy(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

const targetOf = (groups: ReadonlyMap<string, GroupFacts>, groupId: string) =>
  groups.get(groupId)?.serviceLevelMs ?? 30_000

/** Furthest past the target of their group first: not who waits longest, but who was promised most. */
export function sortWaiting({ waiting, groups, at }: Reading): Waiting[] {
  const known = new Map(groups.map((group) => [group.id, group]))
  const share = (row: Waiting) => (at - row.enteredAt) / targetOf(known, row.groupId)
  return [...waiting].sort((a, b) => share(b) - share(a) || a.number - b.number)
}

function worstOf(seen: Reading): MonitorFigures['worstWaiting'] {
  const [worst] = sortWaiting(seen)
  if (!worst) return null
  const known = new Map(seen.groups.map((group) => [group.id, group]))
  return { enteredAt: worst.enteredAt, serviceLevelMs: targetOf(known, worst.groupId) }
}

/** Rows of the queue with what their group says of them; `all` are the queues, whatever is filtered. */
export function waitingRows(
  rows: readonly Waiting[],
  { groups, waiting: all, at }: Reading,
): Omit<MonitorWaiting, 'estimateSeconds'>[] {
  const known = new Map(groups.map((group) => [group.id, group]))
  const lengths = new Map<string, number>()
  for (const { groupId } of all) lengths.set(groupId, (lengths.get(groupId) ?? 0) + 1)
  return rows.map((row) => {
    const group = known.get(row.groupId)
    const wait = group?.warnMs !== null && group !== undefined && at - row.enteredAt > group.warnMs
    const length = group?.warnLength != null && (lengths.get(row.groupId) ?? 0) > group.warnLength
    return {
      ...row,
      group: group?.name ?? '',
      serviceLevelMs: targetOf(known, row.groupId),
      warning: wait ? 'wait' : length ? 'length' : null,
    }
  })
}

export type TrendFacts = {
  instants: number[]
  talks: {
    groupId: string | null
    channelId: string | null
    at: number
    queueing: number
    longestWaitMs: number | null
    ongoing: number
    awaitingReply: number
  }[]
  agents: { agentId: string; at: number; status: string; held: number; limit: number }[]
}

/** The last hour for those groups, that channel and those agents; null: all of them. */
export function trendOf(
  facts: TrendFacts,
  scope: {
    groupIds: readonly string[] | null
    channelId: string | null
    agentIds: ReadonlySet<string> | null
  },
): MonitorTrend[] {
  const groups = scope.groupIds && new Set(scope.groupIds)
  const points = new Map(facts.instants.map((at) => [at, { at, ...nothing, places: 0, held: 0 }]))
  for (const row of facts.talks) {
    const point = points.get(row.at)
    if (!point || (groups && (row.groupId === null || !groups.has(row.groupId)))) continue
    if (scope.channelId !== null && row.channelId !== scope.channelId) continue
    point.queueing += row.queueing
    point.ongoing += row.ongoing
    point.awaitingReply += row.awaitingReply
    point.longestWaitMs = Math.max(point.longestWaitMs, row.longestWaitMs ?? 0)
  }
  for (const row of facts.agents) {
    const point = points.get(row.at)
    if (!point || (scope.agentIds && !scope.agentIds.has(row.agentId))) continue
    point.places += row.limit
    point.held += row.held
    if (row.status === 'online' && row.held < row.limit) point.able += 1
  }
  return facts.instants.map((at) => {
    const { places, held, ...point } = points.get(at)!
    return { ...point, occupancy: places === 0 ? null : held / places }
  })
}

const nothing = { queueing: 0, longestWaitMs: 0, awaitingReply: 0, ongoing: 0, able: 0 }
