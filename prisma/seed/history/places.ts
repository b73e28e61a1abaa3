import type { AgentState, Assignment, Conversation, World } from './world'

/** Takes a place; a full agent here would mean that the rules were passed by, so it stops the making. */
export function takePlace(
  world: World,
  conversation: Conversation,
  agent: AgentState,
  groupId: string,
  at: number,
  reason: Assignment['reason'],
): void {
  if (agent.status !== 'online' || agent.current >= agent.capacity) {
    throw new Error(`demo history: ${agent.name} has no room at ${new Date(at).toISOString()}`)
  }
  agent.current += 1
  agent.groupCurrent.set(groupId, (agent.groupCurrent.get(groupId) ?? 0) + 1)
  agent.lastAssignedAt = at
  conversation.state = 'served'
  conversation.agentId = agent.id
  conversation.groupId = groupId
  conversation.version += 1
  world.queue = world.queue.filter((entry) => entry.conversationId !== conversation.id)
  conversation.assignments.push({
    agentId: agent.id,
    groupId,
    reason,
    holdsPlace: true,
    startedAt: at,
    endedAt: null,
    endReason: null,
  })
}

/** Gives the place of the running assignment back; returns whose it was. */
export function givePlaceBack(world: World, conversation: Conversation, at: number, why: string): AgentState {
  const assignment = conversation.assignments[conversation.assignments.length - 1]!
  assignment.endedAt = at
  assignment.endReason = why
  conversation.version += 1
  const agent = world.agentById.get(assignment.agentId)!
  agent.current -= 1
  const held = agent.groupCurrent.get(assignment.groupId) ?? 1
  agent.groupCurrent.set(assignment.groupId, held - 1)
  return agent
}

/** What was planned for later does not happen; unsaid lines go back to the script, for whoever takes over. */
export function forgetAfter(conversation: Conversation, at: number): void {
  const unsaid = conversation.items.flatMap((item) =>
    item.type === 'message' && item.at > at && item.line ? [item.line] : [],
  )
  conversation.script.unshift(...unsaid)
  conversation.items = conversation.items.filter((item) => item.at <= at)
}
