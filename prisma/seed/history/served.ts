import { addWords, phrasesOf, plan } from './assign'
import { decide } from './dispatch'
import { finish, record } from './finish'
import { forgetAfter, givePlaceBack, takePlace } from './places'
import { drain, join, leaveQueue, waitInQueue } from './queueing'
import { minute, second } from './time'
import type { Conversation, World } from './world'

export function endServed(world: World, conversation: Conversation, at: number): void {
  const agent = givePlaceBack(world, conversation, at, reasonOf(conversation))
  finish(world, conversation, at)
  drain(world, agent, at)
}

const reasonOf = ({ items }: Conversation): string => {
  const ended = items.findLast((item) => item.type === 'ended')
  return ended?.type === 'ended' ? ended.reason : 'agent_ended'
}

export function transfer(world: World, conversation: Conversation, at: number, reason: string): void {
  const from = givePlaceBack(world, conversation, at, 'transferred')
  forgetAfter(conversation, at)
  const { care, orders, returns, payment } = world.organisation.ids.groups
  const chineseGroup = world.organisation.ids.groups.chinese
  const others = [orders, returns, payment, care].filter((id) => id !== conversation.groupId)
  const handsOver = reason !== 'needs_other_team' || conversation.groupId === chineseGroup
  const toGroupId = handsOver ? conversation.groupId : world.chance.pick(others)
  conversation.groupEnteredAt = at
  const exclude = [from.id]
  const decision = decide(world, conversation, { at, groupId: toGroupId, waited: true, exclude })
  record(world, conversation, decision, at, 'transfer')
  const agentId = decision.outcome === 'assign' ? decision.agentId : null
  conversation.items.push({
    at,
    type: 'transferred',
    fromAgentId: from.id,
    toGroupId: decision.groupId,
    agentId,
    reason,
  })
  if (agentId !== null) {
    takePlace(world, conversation, world.agentById.get(agentId)!, decision.groupId, at, 'transfer')
    plan(world, conversation, at, 'taken_over')
  } else if (decision.outcome === 'queue') {
    conversation.agentId = null
    join(world, conversation, decision.groupId, at)
    waitInQueue(world, conversation, at)
  } else {
    Object.assign(conversation, { state: 'queued', agentId: null })
    leaveQueue(world, conversation, at + 20 * second)
  }
  drain(world, from, at)
}

/** Within the window the same case goes on, if somebody is there for it at once. */
export function comeBack(world: World, conversation: Conversation, at: number): void {
  const threadKey = `${conversation.customer.id} ${conversation.topic}`
  if (world.openThreads.has(threadKey) || at > world.horizon - 45 * minute) return
  const lastAgent = { agentId: conversation.agentId!, at: conversation.endedAt! }
  const decision = decide(world, conversation, {
    at,
    groupId: conversation.groupId,
    waited: false,
    lastAgent,
  })
  if (decision.outcome !== 'assign') return
  forgetAfter(conversation, at)
  record(world, conversation, decision, at, 'assign')
  conversation.reopened += 1
  conversation.endedAt = null
  world.open.set(conversation.id, conversation)
  world.openThreads.add(threadKey)
  const agent = world.agentById.get(decision.agentId!)!
  takePlace(world, conversation, agent, decision.groupId, at, 'dispatch')
  conversation.items.push({ at, type: 'reopened', agentId: agent.id })
  addWords(conversation, at, world.chance.pick(phrasesOf(conversation).back), false)
  plan(world, conversation, at, 'reopened')
}
