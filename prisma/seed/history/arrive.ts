import { chinese } from '../dialogs/chinese'
import { readScript, say } from '../dialogs/dialog'
import { english } from '../dialogs/english'
import { addWords, give, plan } from './assign'
import { topicOf } from './customers'
import { decide } from './dispatch'
import { record } from './finish'
import { stand, takeMessage, waitInQueue } from './queueing'
import type { DispatchDecision } from './rules'
import { makeSlots } from './slots'
import type { Conversation, Happening, World } from './world'

export function arrive(
  world: World,
  at: number,
  { arrival, again }: Extract<Happening, { kind: 'arrival' }>,
): void {
  const { chance } = world
  const customer = again?.customer ?? world.customers.pick(arrival)
  const slots = again ? { ...again.slots } : makeSlots(arrival, customer, at, chance)
  const topic = again?.topic ?? topicOf(arrival.leaf, slots.order)
  const threadKey = `${customer.id} ${topic}`
  if (world.openThreads.has(threadKey)) return
  const script = readScript((arrival.language === 'zh' ? chinese : english)[arrival.leaf], chance)
  const conversation: Conversation = {
    id: chance.id(at),
    arrival,
    customer,
    topic,
    threadId: '',
    priority: customer.vipLevel,
    enteredAt: at,
    groupEnteredAt: at,
    groupId: '',
    firstGroupId: '',
    agentId: null,
    state: 'queued',
    version: 0,
    script,
    slots,
    transfersLeft: chance.yes(0.045) ? 1 : 0,
    offered: world.channelOpen(arrival.channel, at),
    items: [{ at, type: 'opened' }],
    assignments: [],
    endedAt: null,
    reopened: 0,
  }
  const decision = decide(world, conversation, { at, groupId: null, waited: false })
  enter(world, conversation, decision, at)
}

export function enter(
  world: World,
  conversation: Conversation,
  decision: DispatchDecision,
  at: number,
): void {
  const firstWords = say(conversation.script.shift()!, conversation.slots, world.chance)
  conversation.priority = decision.priority
  conversation.firstGroupId = decision.overflow[0]?.fromGroupId ?? decision.groupId
  conversation.groupId = decision.groupId
  if (decision.outcome === 'offline' && !takeMessage(world, conversation, decision, at, 'entry', firstWords))
    return
  conversation.threadId = world.customers.threadId(conversation.customer, conversation.topic, at)
  world.conversations.push(conversation)
  record(world, conversation, decision, at, decision.outcome)
  if (decision.outcome === 'offline') return
  world.open.set(conversation.id, conversation)
  world.openThreads.add(`${conversation.customer.id} ${conversation.topic}`)
  if (decision.outcome === 'queue') stand(world, conversation, decision, at)
  else give(world, conversation, decision, at)
  addWords(conversation, at, firstWords, decision.outcome === 'queue')
  if (decision.outcome === 'assign') plan(world, conversation, at, 'first')
  else waitInQueue(world, conversation, at)
}
