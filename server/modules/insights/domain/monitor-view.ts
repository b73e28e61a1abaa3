/**
 * The live page's numbers from rows read at one moment, for one scope. Pure, so that every supervisor sees their
 * own part of the same reading and a test can count along.
 */
import type {
  MonitorAgent,
  MonitorFigures,
  MonitorSlot,
  MonitorTrend,
  MonitorView,
  MonitorWaiting,
} from '../contract'

export const slotMs = 5 * 60_000

type Ms<T> = { [K in keyof T]: T[K] extends Date ? number : T[K] extends Date | null ? number | null : T[K] }

export type Reading = {
  at: number
  timeZone: string
  open: Ms<{
    id: string
    status: string
    groupId: string | null
    agentId: string | null
    live: boolean
    awaitingSince: Date | null
  }>[]
  waiting: MonitorWaiting[]
  agents: Omit<MonitorAgent, 'awaitingReply' | 'awaitingSince' | 'longestConversationId'>[]
  slots: {
    groupId: string | null
    at: number
    inflow: number
    answered: number
    abandoned: number
    inTime: number
    measured: number
  }[]
  dayFrom: number
  instants: number[]
  trend: {
    groupId: string | null
    at: number
    queueing: number
    longestWaitMs: number | null
    ongoing: number
    awaitingReply: number
  }[]
  agentTrend: { agentId: string; at: number; status: string; held: number; limit: number }[]
}

/** null groups: everything. */
export type MonitorScope = { groupIds: readonly string[] | null }

export function monitorView(reading: Reading, scope: MonitorScope): MonitorView {
  const seen = narrow(reading, scope)
  const agents = seen.agents.map((agent) => withReplies(agent, seen.open))
  return {
    at: reading.at,
    timeZone: reading.timeZone,
    figures: figuresOf(seen, agents),
    waiting: seen.waiting,
    agents,
    today: slotsOf(seen),
    trend: trendOf(seen),
  }
}

function narrow(reading: Reading, { groupIds }: MonitorScope): Reading {
  if (groupIds === null) return reading
  const inScope = (groupId: string | null) => groupId !== null && groupIds.includes(groupId)
  const agents = reading.agents.filter((agent) => agent.groupIds.some(inScope))
  const agentIds = new Set(agents.map((agent) => agent.id))
  return {
    ...reading,
    agents,
    open: reading.open.filter((row) => inScope(row.groupId)),
    waiting: reading.waiting.filter((row) => inScope(row.groupId)),
    slots: reading.slots.filter((row) => inScope(row.groupId)),
    trend: reading.trend.filter((row) => inScope(row.groupId)),
    agentTrend: reading.agentTrend.filter((row) => agentIds.has(row.agentId)),
  }
}

const earliest = (times: (number | null)[]): number | null => {
  const known = times.filter((time) => time !== null)
  return known.length > 0 ? Math.min(...known) : null
}

function withReplies(agent: Reading['agents'][number], open: Reading['open']): MonitorAgent {
  const own = open.filter((row) => row.agentId === agent.id && row.live && row.status === 'awaiting_agent')
  const awaitingSince = earliest(own.map((row) => row.awaitingSince))
  const longest = own.find((row) => row.awaitingSince === awaitingSince)
  return { ...agent, awaitingReply: own.length, awaitingSince, longestConversationId: longest?.id ?? null }
}

const served = ['awaiting_agent', 'awaiting_customer', 'awaiting_confirmation']

function figuresOf(seen: Reading, agents: MonitorAgent[]): MonitorFigures {
  const ongoing = seen.open.filter((row) => row.live && row.agentId !== null && served.includes(row.status))
  const awaiting = ongoing.filter((row) => row.status === 'awaiting_agent')
  const there = agents.filter((agent) => agent.status !== 'offline')
  const busy = agents.filter((agent) => agent.status === 'busy')
  const sum = (of: (row: Reading['slots'][number]) => number) =>
    seen.slots.reduce((all, row) => all + of(row), 0)
  const measured = sum((row) => row.measured)
  return {
    ongoing: ongoing.length,
    awaitingReply: awaiting.length,
    longestAwaitingSince: earliest(awaiting.map((row) => row.awaitingSince)),
    queueing: seen.waiting.length,
    longestQueueingSince: earliest(seen.waiting.map((row) => row.enteredAt)),
    withBot: seen.open.filter((row) => row.status === 'with_bot').length,
    online: agents.filter((agent) => agent.status === 'online').length,
    busy: busy.length,
    offline: agents.filter((agent) => agent.status === 'offline').length,
    busyByReason: countBy(busy.map((agent) => agent.reason ?? '')),
    onShift: agents.filter((agent) => agent.onShift).length,
    able: agents.filter((agent) => agent.status === 'online' && agent.current < agent.limit).length,
    places: there.reduce((all, agent) => all + agent.limit, 0),
    placesUsed: there.reduce((all, agent) => all + agent.current, 0),
    inflowToday: sum((row) => row.inflow),
    answeredToday: sum((row) => row.answered),
    abandonedToday: sum((row) => row.abandoned),
    serviceLevelToday: measured === 0 ? null : sum((row) => row.inTime) / measured,
  }
}

function countBy(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

/** Every slot from midnight to now, also those in which nobody came. */
function slotsOf({ slots, dayFrom, at }: Reading): MonitorSlot[] {
  const found = new Map<
    number,
    { inflow: number; answered: number; abandoned: number; inTime: number; measured: number }
  >()
  for (const row of slots) {
    const sum = found.get(row.at) ?? { inflow: 0, answered: 0, abandoned: 0, inTime: 0, measured: 0 }
    for (const key of ['inflow', 'answered', 'abandoned', 'inTime', 'measured'] as const) sum[key] += row[key]
    found.set(row.at, sum)
  }
  const list: MonitorSlot[] = []
  for (let slot = dayFrom; slot <= at; slot += slotMs) {
    const sum = found.get(slot)
    const serviceLevel = sum && sum.measured > 0 ? sum.inTime / sum.measured : null
    const { inflow = 0, answered = 0, abandoned = 0 } = sum ?? {}
    list.push({ at: slot, inflow, answered, abandoned, serviceLevel })
  }
  return list
}

function trendOf({ instants, trend, agentTrend }: Reading): MonitorTrend[] {
  return instants.map((at) => {
    const rows = trend.filter((row) => row.at === at)
    const there = agentTrend.filter((row) => row.at === at)
    const limit = there.reduce((all, row) => all + row.limit, 0)
    const held = there.reduce((all, row) => all + row.held, 0)
    const sum = (key: 'queueing' | 'ongoing' | 'awaitingReply') =>
      rows.reduce((all, row) => all + row[key], 0)
    return {
      at,
      queueing: sum('queueing'),
      longestWaitMs: Math.max(0, ...rows.map((row) => row.longestWaitMs ?? 0)),
      awaitingReply: sum('awaitingReply'),
      ongoing: sum('ongoing'),
      able: there.filter((row) => row.status === 'online' && row.held < row.limit).length,
      occupancy: limit === 0 ? null : held / limit,
    }
  })
}
