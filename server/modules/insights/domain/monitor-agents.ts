/** Agents as the live page lists them: worst first, so that who needs a person stands on top. */
import type { AgentSort, AgentState, MonitorAgent } from '../contract'
import { earliest, heldBy, type Reading } from './monitor-reading'

/** With the oldest customer that each has not answered. `open` holds all their conversations, whatever is filtered. */
export function agentsOf({ agents }: Reading, open: Reading['open']): MonitorAgent[] {
  const held = heldBy(open)
  return agents.map((agent) => {
    const own = (held.get(agent.id) ?? []).filter((row) => row.status === 'awaiting_agent')
    const awaitingSince = earliest(own.map((row) => row.awaitingSince))
    const longest = own.find((row) => row.awaitingSince === awaitingSince)
    return {
      ...agent,
      awaitingReply: own.length,
      awaitingSince,
      longestConversationId: longest?.id ?? null,
    }
  })
}

/** On shift by the roster, and not there. */
export const isMissing = (agent: MonitorAgent): boolean => agent.onShift && agent.status === 'offline'

/** Off duty and holding nothing: out of sight unless asked for. */
export const isAway = (agent: MonitorAgent): boolean =>
  agent.status === 'offline' && !agent.onShift && agent.current === 0 && agent.awaitingSince === null

export const isAble = (agent: Pick<MonitorAgent, 'status' | 'current' | 'limit'>): boolean =>
  agent.status === 'online' && agent.current < agent.limit

export function matches(agent: MonitorAgent, state: AgentState | null, search: string): boolean {
  if (!agent.name.toLowerCase().includes(search.toLowerCase())) return false
  if (state === 'missing') return isMissing(agent)
  if (state === 'away') return isAway(agent)
  return state === null ? search !== '' || !isAway(agent) : agent.status === state
}

const fullness = ({ current, limit }: MonitorAgent) => (limit === 0 ? 0 : current / limit)
const order = { online: 2, busy: 3, offline: 4 } as const

function rank(agent: MonitorAgent): number {
  if (agent.awaitingSince !== null) return 0
  return isMissing(agent) ? 1 : order[agent.status]
}

const unanswered = (a: MonitorAgent, b: MonitorAgent) => {
  const [first, second] = [a.awaitingSince ?? Infinity, b.awaitingSince ?? Infinity]
  return first === second ? 0 : first - second
}
const byName = (a: MonitorAgent, b: MonitorAgent) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id)
const byLoad = (a: MonitorAgent, b: MonitorAgent) => fullness(b) - fullness(a)

/** Attention: the oldest unanswered customer, then who is missing from the shift, then the fullest. */
const sorts: Record<AgentSort, (a: MonitorAgent, b: MonitorAgent) => number> = {
  attention: (a, b) => rank(a) - rank(b) || unanswered(a, b) || byLoad(a, b),
  name: () => 0,
  load: byLoad,
  unanswered,
}

/** The order of those that are alike does not jump. */
export function sortAgents(rows: readonly MonitorAgent[], by: AgentSort): MonitorAgent[] {
  return [...rows].sort((a, b) => sorts[by](a, b) || byName(a, b))
}
