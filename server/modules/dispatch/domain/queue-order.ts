/**
 * Who is next. One order for every queue: priority, then time of entry, then id, so that the place shown to a
 * customer, the customer a freed agent takes and the newcomer who has to wait all follow from one comparison.
 */
export interface QueueEntry {
  conversationId: string
  groupId: string
  priority: number
  enteredAt: number
  /** Held for the owner of the order: nobody else takes it before `until`. */
  hold: { agentId: string; until: number } | null
}

/** A freed agent: the groups in which they could take somebody now (room, weight above 0, not paused). */
export interface FreeAgent {
  agentId: string
  groupIds: string[]
}

/** Sorts the one served first to the front. */
export function compareQueue(a: QueueEntry, b: QueueEntry): number {
  return (
    b.priority - a.priority ||
    a.enteredAt - b.enteredAt ||
    (a.conversationId < b.conversationId ? -1 : a.conversationId > b.conversationId ? 1 : 0)
  )
}

/** The first across all the agent's groups that they may take now; null when nobody waits for them. */
export function nextForAgent(entries: QueueEntry[], agent: FreeAgent, at: number): QueueEntry | null {
  let next: QueueEntry | null = null
  for (const entry of entries) {
    if (!mayServe(agent, entry, at)) continue
    if (next === null || compareQueue(entry, next) < 0) next = entry
  }
  return next
}

/** Place in the queue of the entry's own group, from 1; null when it does not wait. */
export function positionOf(entries: QueueEntry[], conversationId: string): number | null {
  const own = entries.find((entry) => entry.conversationId === conversationId)
  if (own === undefined) return null
  return 1 + entries.filter((entry) => entry.groupId === own.groupId && compareQueue(entry, own) < 0).length
}

/**
 * How many stand before a customer of this priority and could be served by this agent now. For a newcomer,
 * `own` is null: everybody of equal or higher priority stands before them.
 */
export function waitingAheadOf(
  entries: QueueEntry[],
  agent: FreeAgent,
  priority: number,
  own: QueueEntry | null,
  at: number,
): number {
  const isAhead = (entry: QueueEntry) =>
    own === null
      ? entry.priority >= priority
      : entry.conversationId !== own.conversationId && compareQueue(entry, own) < 0
  return entries.filter((entry) => isAhead(entry) && mayServe(agent, entry, at)).length
}

function mayServe(agent: FreeAgent, entry: QueueEntry, at: number): boolean {
  const heldForOther = entry.hold !== null && entry.hold.agentId !== agent.agentId && at < entry.hold.until
  return agent.groupIds.includes(entry.groupId) && !heldForOther
}
