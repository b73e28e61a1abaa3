import { chinesePhrases } from '../dialogs/chinese'
import { englishPhrases } from '../dialogs/english'
import { takePlace } from './places'
import type { DispatchDecision } from './rules'
import { type Opening, serve } from './serve'
import { second } from './time'
import type { AgentState, Conversation, World } from './world'

export const phrasesOf = ({ arrival }: Conversation): typeof englishPhrases =>
  arrival.language === 'zh' ? chinesePhrases : englishPhrases

export function addWords(conversation: Conversation, at: number, text: string, waiting: boolean): void {
  conversation.items.push({
    at,
    type: 'message',
    by: 'customer',
    senderId: conversation.customer.id,
    text,
    waiting,
  })
}

/** Gives it to the agent whom dispatch chose. */
export function give(
  world: World,
  conversation: Conversation,
  decision: DispatchDecision,
  at: number,
): AgentState {
  const agent = world.agentById.get(decision.agentId!)!
  const queued = conversation.items.findLast((item) => item.type === 'queued')
  if (queued && world.queue.some((entry) => entry.conversationId === conversation.id)) {
    writeWhileWaiting(world, conversation, queued.at, at)
  }
  takePlace(world, conversation, agent, decision.groupId, at, 'dispatch')
  conversation.items.push({ at, type: 'assigned', agentId: agent.id, groupId: decision.groupId })
  return agent
}

export function writeWhileWaiting(
  world: World,
  conversation: Conversation,
  from: number,
  until: number,
): void {
  const { chance } = world
  const at = Math.round(chance.between(from + 20 * second, from + 240 * second))
  if (at >= until || !chance.yes(0.4)) return
  addWords(conversation, at, chance.pick(phrasesOf(conversation).impatient), true)
}

/** Lets the talk begin, and notes when and how it will leave the agent. */
export function plan(world: World, conversation: Conversation, at: number, opening: Opening): void {
  const agent = world.agentById.get(conversation.agentId!)!
  const next = serve(world, conversation, agent, at, opening)
  world.agenda.add(next.endsAt, {
    kind: 'plan_ends',
    conversation,
    version: conversation.version,
    plan: next,
  })
}
