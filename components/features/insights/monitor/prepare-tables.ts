/** Worst first: who needs a person stands on top, and the order of the rest does not jump. */
import type { MonitorAgent, MonitorWaiting } from '@/server/modules/insights/contract'

/** Furthest past their group's target first. */
export function sortWaiting(rows: readonly MonitorWaiting[], now: number): MonitorWaiting[] {
  const share = (row: MonitorWaiting) => (now - row.enteredAt) / row.serviceLevelMs
  return [...rows].sort((a, b) => share(b) - share(a) || a.number - b.number)
}

/** What the group's own settings warn of; both limits hold for what is more than them. */
export function warningOf(
  row: MonitorWaiting,
  waiting: readonly MonitorWaiting[],
  now: number,
): 'wait' | 'length' | null {
  if (row.warnMs !== null && now - row.enteredAt > row.warnMs) return 'wait'
  const length = waiting.filter(({ groupId }) => groupId === row.groupId).length
  return row.warnLength !== null && length > row.warnLength ? 'length' : null
}

/** Missing from the shift, then the oldest unanswered customer, then the fullest; people off duty last. */
export function sortAgents(rows: readonly MonitorAgent[]): MonitorAgent[] {
  return [...rows].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.awaitingSince ?? Infinity) - (b.awaitingSince ?? Infinity) ||
      fullness(b) - fullness(a) ||
      a.name.localeCompare(b.name),
  )
}

const fullness = ({ current, limit }: MonitorAgent) => (limit === 0 ? 0 : current / limit)
const order = { online: 2, busy: 3, offline: 4 } as const

function rank(agent: MonitorAgent): number {
  if (agent.awaitingSince !== null) return 0
  return isMissing(agent) ? 1 : order[agent.status]
}

/** On shift by the roster, and not there. */
export const isMissing = (agent: MonitorAgent): boolean => agent.onShift && agent.status === 'offline'

/** Off duty and holding nothing: out of sight unless asked for. */
export const isAway = (agent: MonitorAgent): boolean =>
  agent.status === 'offline' && !agent.onShift && agent.current === 0 && agent.awaitingSince === null
