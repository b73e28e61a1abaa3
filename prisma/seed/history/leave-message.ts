import { chinesePhrases } from '../dialogs/chinese'
import { say } from '../dialogs/dialog'
import { englishPhrases } from '../dialogs/english'
import { minute } from './time'
import type { AgentState, Conversation, Item, World } from './world'

/**
 * How the receiver works off a message: in the next hours on duty, in a few lines, with or without an answer.
 * Null when that would be after the horizon, for history leaves nothing open.
 */
export function workOff(
  world: World,
  conversation: Conversation,
  receiver: AgentState,
  takenAt: number,
): { items: Item[]; endsAt: number } | null {
  const { chance } = world
  const back = nextOnline(receiver, takenAt)
  if (back === null) return null
  const slots = { ...conversation.slots, agent: receiver.publicName }
  const phrases = conversation.arrival.language === 'zh' ? chinesePhrases : englishPhrases
  const items: Item[] = []
  let at = back + Math.round(chance.around(14, 0.7) * minute)
  const write = (by: 'agent' | 'customer', text: string, pauseMinutes: number) => {
    at += Math.round(pauseMinutes * minute)
    const senderId = by === 'agent' ? receiver.id : conversation.customer.id
    items.push({ at, type: 'message', by, senderId, text, waiting: false })
  }
  write('agent', say({ by: 'agent', texts: phrases.offlineReply }, slots, chance), 0)
  const answers = conversation.script.filter((line) => line.by === 'agent').slice(0, 3)
  for (const line of answers) write('agent', say(line, slots, chance), chance.between(0.5, 2))
  if (chance.yes(0.55)) {
    write('customer', say({ by: 'customer', texts: phrases.no }, slots, chance), chance.around(20, 0.9))
    write('agent', say({ by: 'agent', texts: phrases.goodbye }, slots, chance), chance.between(1, 12))
  }
  const endsAt = at + chance.whole(1, 6) * minute
  if (endsAt > world.horizon) return null
  items.push({ at: endsAt, type: 'ended', by: 'agent', reason: 'agent_ended' })
  return { items, endsAt }
}

/** When the agent is next at work from `at` on. */
function nextOnline(agent: AgentState, at: number): number | null {
  for (const duty of agent.duties) {
    const from = duty.changes[0]!.at
    const until = duty.changes[duty.changes.length - 1]!.at
    if (until - 30 * minute > at) return Math.max(from, at)
  }
  return null
}
