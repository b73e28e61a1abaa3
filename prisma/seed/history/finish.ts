import { organizationSettings } from '@/server/modules/accounts/contract'
import { chinesePhrases } from '../dialogs/chinese'
import { englishPhrases } from '../dialogs/english'
import type { DispatchDecision } from './rules'
import { day, hour, minute, second } from './time'
import type { Conversation, Item, World } from './world'

const ratingTags = organizationSettings.shape.ratingTags.parse(undefined)

export function record(
  world: World,
  conversation: Conversation,
  body: DispatchDecision,
  at: number,
  kind: string,
): void {
  if (at >= world.keepDecisionsFrom) world.decisions.push({ conversationId: conversation.id, at, kind, body })
}

/** What follows an end: the invitation, the wrap-up, the rating, and whether the customer comes back. */
export function finish(world: World, conversation: Conversation, at: number): void {
  const threadKey = `${conversation.customer.id} ${conversation.topic}`
  conversation.state = 'ended'
  conversation.endedAt = at
  conversation.version += 1
  world.open.delete(conversation.id)
  world.openThreads.delete(threadKey)
  if (conversation.agentId === null) return
  const rated = conversation.items.some((item) => item.type === 'rated')
  const later: Item[] = [
    ...(rated ? [] : ratingOf(world, conversation, at)),
    ...wrapUpOf(world, conversation, at),
  ]
  conversation.items.push(...later.filter((item) => item.at <= world.horizon))
  comeAgain(world, conversation, at)
}

function ratingOf({ chance, agentById }: World, conversation: Conversation, at: number): Item[] {
  const agentWrote = conversation.items.some(
    (item) => item.type === 'message' && item.by === 'agent' && item.at <= at,
  )
  if (!agentWrote) return []
  const byAgent = conversation.items.some(
    (item) => item.type === 'ended' && item.at === at && item.by === 'agent',
  )
  const invited: Item[] = byAgent && chance.yes(0.3) ? [{ at: at - 2 * second, type: 'rating_invited' }] : []
  if (!chance.yes(0.37)) return invited
  const agent = agentById.get(conversation.agentId!)!
  const firstReply = conversation.items.find((item) => item.type === 'message' && item.by === 'agent')
  const waited = Math.max(0, (firstReply?.at ?? at) - conversation.enteredAt)
  const live = conversation.assignments[0]?.holdsPlace === true
  const annoyance =
    (live ? Math.min(3.5, waited / (90 * second)) : 0.7) + (conversation.assignments.length - 1) * 0.5
  const good = 4.6 * agent.charm
  const score = chance.weighted([
    [5, good],
    [4, 2.2],
    [3, 0.5 + annoyance * 0.35],
    [2, 0.15 + annoyance * 0.3],
    [1, 0.12 + annoyance * 0.35],
  ] as const)
  const pause = chance.yes(0.85) ? chance.around(50, 0.9) * second : chance.between(0.3, 30) * hour
  return [
    ...invited,
    {
      at: at + Math.round(pause),
      type: 'rated',
      score,
      ...words(conversation, score, agent.publicName, chance),
    },
  ]
}

function words(conversation: Conversation, score: number, agent: string, chance: World['chance']) {
  const phrases = conversation.arrival.language === 'zh' ? chinesePhrases : englishPhrases
  const pool = ratingTags.filter(({ scores }) => scores.includes(score)).map(({ key }) => key)
  const tags = chance.yes(0.7) ? [...new Set([chance.pick(pool), chance.pick(pool)])] : []
  const comments =
    score >= 4 ? phrases.commentsGood : score === 3 ? phrases.commentsFair : phrases.commentsBad
  const comment = chance.yes(score >= 4 ? 0.18 : 0.5) ? chance.pick(comments).replace('{agent}', agent) : null
  return { tags, comment }
}

function wrapUpOf({ chance, organisation }: World, conversation: Conversation, at: number): Item[] {
  if (chance.yes(0.06)) return []
  const silent = conversation.items.some(
    (item) => item.type === 'ended' && item.reason === 'silence' && item.at === at,
  )
  const leaf = conversation.arrival.leaf
  const leaves = organisation.wrapUps.filter((wrapUp) => wrapUp.parentId !== null)
  const none = leaves[leaves.length - 1]!
  const fitting = leaves.filter((wrapUp) => wrapUp.fits.includes(leaf))
  const other = leaves.filter((wrapUp) => wrapUp.fits.includes('any'))
  const chosen =
    silent && chance.yes(0.5) ? none : chance.pick(fitting.length > 0 && chance.yes(0.88) ? fitting : other)
  return [{ at: at + chance.whole(4, 50) * second, type: 'wrapped_up', wrapUpId: chosen.id }]
}

function comeAgain(world: World, conversation: Conversation, at: number): void {
  const { chance, agenda, horizon } = world
  const live = conversation.assignments.every((assignment) => assignment.holdsPlace)
  if (live && conversation.agentId !== null && conversation.reopened === 0 && chance.yes(0.022)) {
    agenda.add(at + Math.round(chance.between(8 * minute, 9 * hour)), { kind: 'returns', conversation })
  } else if (chance.yes(0.11)) {
    const back = at + Math.round(chance.between(0.6, 6) * day)
    const arrival = { ...conversation.arrival, at: back }
    if (back < horizon - 25 * minute) agenda.add(back, { kind: 'arrival', arrival, again: conversation })
  }
}
