import { organizationSettings } from '@/server/modules/accounts/contract'
import type { Chance } from '../seed/chance'
import { chinesePhrases } from '../seed/dialogs/chinese'
import { englishPhrases } from '../seed/dialogs/english'
import { hour, second } from '../seed/history/time'
import type { Item } from '../seed/history/world'
import type { Lived } from './live'
import type { Organisation, Person } from './organisation'
import type { Outline } from './outline'

const ratingTags = organizationSettings.shape.ratingTags.parse(undefined)

/** What follows the end: the rating, better after short waits and by friendly agents, and the wrap-up. */
export function afterwards(organisation: Organisation, outline: Outline, lived: Lived): Item[] {
  if (outline.kind === 'abandoned') return []
  const last = lived.assignments[lived.assignments.length - 1]!
  const agent = organisation.people.find(({ id }) => id === last.agentId)!
  return [...ratingOf(outline, lived, agent), ...wrapUpOf(organisation, outline, lived.endedAt)]
}

function ratingOf(
  { chance, kind, who, at }: Outline,
  { endedAt, items, assignments }: Lived,
  agent: Person,
): Item[] {
  if (!chance.yes(kind === 'offline' ? 0.2 : 0.37)) return []
  const reply = items.find((item) => item.type === 'message' && item.by === 'agent')
  const waited = kind === 'offline' ? 0.7 : Math.min(3.5, ((reply?.at ?? at) - at) / (90 * second))
  const annoyance = waited + (assignments.length - 1) * 0.5
  const score = chance.weighted([
    [5, 4.6 * agent.charm],
    [4, 2.2],
    [3, 0.5 + annoyance * 0.35],
    [2, 0.15 + annoyance * 0.3],
    [1, 0.12 + annoyance * 0.35],
  ] as const)
  const pause = chance.yes(0.85) ? chance.around(50, 0.9) * second : chance.between(0.3, 30) * hour
  return [
    {
      at: endedAt + Math.round(pause),
      type: 'rated',
      score,
      ...said(score, who.entrance.language, agent, chance),
    },
  ]
}

function said(score: number, language: 'en' | 'zh', agent: Person, chance: Chance) {
  const phrases = language === 'zh' ? chinesePhrases : englishPhrases
  const pool = ratingTags.filter(({ scores }) => scores.includes(score)).map(({ key }) => key)
  const tags = pool.length > 0 && chance.yes(0.7) ? [...new Set([chance.pick(pool), chance.pick(pool)])] : []
  const comments =
    score >= 4 ? phrases.commentsGood : score === 3 ? phrases.commentsFair : phrases.commentsBad
  const comment = chance.yes(score >= 4 ? 0.18 : 0.5)
    ? chance.pick(comments).replace('{agent}', agent.publicName)
    : null
  return { tags, comment }
}

function wrapUpOf({ wrapUps }: Organisation, { chance, who }: Outline, endedAt: number): Item[] {
  if (chance.yes(0.06)) return []
  const fits = (key: string) => wrapUps.filter((wrapUp) => wrapUp.fits.includes(key))
  const fitting = fits(who.leaf.key)
  const { id } = chance.pick(fitting.length > 0 && chance.yes(0.88) ? fitting : fits('any'))
  return [{ at: endedAt + chance.whole(4, 50) * second, type: 'wrapped_up', wrapUpId: id }]
}
