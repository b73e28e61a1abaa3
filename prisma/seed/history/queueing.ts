import { addWords, give, plan, writeWhileWaiting } from './assign'
import { decide, nextWaitingFor } from './dispatch'
import { finish, record } from './finish'
import { workOff } from './leave-message'
import type { DispatchDecision } from './rules'
import { minute, second } from './time'
import type { AgentState, Conversation, Item, World } from './world'

export function stand(
  world: World,
  conversation: Conversation,
  decision: DispatchDecision,
  at: number,
): void {
  join(world, conversation, decision.groupId, at)
  const { groupId, reason } = decision
  const position = world.queue.filter((entry) => entry.groupId === groupId).length
  conversation.items.push({ at, type: 'queued', groupId, reason, position })
}

/** The place in the queue alone; its entry in the log is the caller's. */
export function join(world: World, conversation: Conversation, groupId: string, at: number): void {
  const { id, priority, enteredAt } = conversation
  conversation.state = 'queued'
  conversation.groupId = groupId
  conversation.groupEnteredAt = at
  conversation.version += 1
  world.queue = world.queue.filter((entry) => entry.conversationId !== id)
  world.queue.push({ conversationId: id, groupId, priority, enteredAt, hold: null })
}

/** Some write again while they wait, some give up; groups with a longest wait ask dispatch again. */
export function waitInQueue(world: World, conversation: Conversation, at: number): void {
  const { chance, agenda } = world
  const { version } = conversation
  const patience = chance.yes(0.06)
    ? chance.between(1.5, 8) * second
    : chance.exponential(5.5 * minute) + 15 * second
  agenda.add(at + Math.round(patience), { kind: 'patience_ends', conversation, version })
  if (conversation.groupId === world.organisation.ids.groups.advice) {
    agenda.add(at + 480 * second, { kind: 'wait_limit', conversation, version })
  }
}

/** False when nobody could work it off in time: then the customer never wrote. */
export function takeMessage(
  world: World,
  conversation: Conversation,
  decision: DispatchDecision,
  at: number,
  how: 'entry' | 'queue',
  firstWords?: string,
): boolean {
  const receiver = world.agentById.get(decision.agentId!)!
  const work = workOff(world, conversation, receiver, at)
  if (work === null) return false
  world.queue = world.queue.filter((entry) => entry.conversationId !== conversation.id)
  const { groupId, reason } = decision
  const taken: Item = { at, type: 'taken_as_message', agentId: receiver.id, groupId, reason, how }
  conversation.items.push(taken)
  if (firstWords) addWords(conversation, at, firstWords, false)
  conversation.items.push(...work.items)
  conversation.assignments.push({
    agentId: receiver.id,
    groupId,
    reason: 'dispatch',
    holdsPlace: false,
    startedAt: at,
    endedAt: work.endsAt,
    endReason: 'agent_ended',
  })
  const date = world.localDate(at)
  receiver.received = { date, count: receiver.received.date === date ? receiver.received.count + 1 : 1 }
  Object.assign(conversation, { state: 'message', agentId: receiver.id, groupId })
  conversation.version += 1
  finish(world, conversation, work.endsAt)
  return true
}

export function leaveQueue(world: World, conversation: Conversation, at: number): void {
  const since = conversation.groupEnteredAt
  const gone = at - since > 61 * second && world.chance.yes(0.35)
  world.queue = world.queue.filter((entry) => entry.conversationId !== conversation.id)
  writeWhileWaiting(world, conversation, since, at)
  const reason = gone ? 'gone' : 'left_queue'
  conversation.items.push({ at, type: 'ended', by: gone ? 'system' : 'customer', reason })
  finish(world, conversation, at)
}

/** The longest wait is reached, or nobody is left: dispatch decides once more. */
export function askAgain(world: World, conversation: Conversation, at: number): void {
  const decision = decide(world, conversation, { at, groupId: conversation.groupId, waited: true })
  if (decision.outcome === 'assign') {
    record(world, conversation, decision, at, 'assign')
    give(world, conversation, decision, at)
    plan(world, conversation, at, 'after_wait')
  } else if (decision.outcome === 'offline') {
    const served = conversation.assignments.length > 0
    const taken = !served && takeMessage(world, conversation, decision, at, 'queue')
    if (taken) record(world, conversation, decision, at, 'offline')
    else leaveQueue(world, conversation, at)
  } else if (decision.overflow.length > 0) {
    record(world, conversation, decision, at, 'queue')
    conversation.items.push({
      at,
      type: 'overflowed',
      groupId: decision.groupId,
      cause: decision.overflow[0]!.cause,
    })
    join(world, conversation, decision.groupId, at)
    waitInQueue(world, conversation, at)
  }
}

/** Room was made: the first whom the agent may take, again and again, until nobody is left or room is. */
export function drain(world: World, agent: AgentState, at: number): void {
  for (let next = nextWaitingFor(world, agent, at); next; next = nextWaitingFor(world, agent, at)) {
    const before = next.version
    askAgain(world, next, at)
    if (next.version === before) return
  }
}
