/**
 * Who of a group would get the next conversation, and why everybody else would not. The highest coefficient in
 * the highest level that has one above 0 wins; of equal ones whoever has been idle longest, then the smaller
 * id, so the order in which candidates were read never matters.
 */
import { type CandidateView, type Exclusion, exclusion, type TieBreak } from '../contract'
import { dispatchProduct, dispatchWeight } from './coefficient'
import { compareFractions } from './fraction'
import { qualityShare, qualitySum } from './quality'
import { type Space, smallestSpace, spaceCoefficient } from './space'
import { allows } from './status'
import type { CandidateSnapshot } from './types'

export interface Ranking {
  /** Best first: everybody in a small group, of a large one the first twenty. */
  views: CandidateView[]
  /** How many fell out for which reason, 'outranked' for those above 0, in the whole group. */
  counts: Map<Exclusion | 'outranked', number>
  /** The view of any member, also of one who stands too far down to be in `views`. */
  find: (agentId: string) => CandidateView | undefined
  size: number
  winner: CandidateView | null
  tieBreak: TieBreak
  qualitySum: number
}

/** A decision record keeps every candidate up to here; beyond that the best of them. */
export const keepAllUpTo = 50
export const keepBest = 20

interface Assessed {
  candidate: CandidateSnapshot
  space: Space
  /** The same order as the exact weight, wherever two differ. */
  key: number
  excluded: Exclusion | null
}

/**
 * Groups may have thousands of members and this runs for every customer, so nothing is made for those who are
 * only counted, and only as many are put in order as the record keeps.
 */
export function rank(candidates: CandidateSnapshot[], excludeAgentIds: string[]): Ranking {
  const sum = qualitySum(candidates)
  const assessed = candidates.map((candidate) => assess(candidate, excludeAgentIds))
  excludeLowerLevels(assessed)
  const counts: Ranking['counts'] = new Map()
  for (const { excluded } of assessed) {
    const reason = excluded ?? 'outranked'
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  const best = assessed.length <= keepAllUpTo ? assessed.sort(compareAssessed) : bestOf(assessed, keepBest)
  const [first, second] = best.filter(({ excluded }) => excluded === null)
  const views = best.map((each) => toView(each, sum))
  return {
    views,
    counts,
    find: (agentId) => {
      const found = assessed.find(({ candidate }) => candidate.agentId === agentId)
      return found && (views.find((view) => view.agentId === agentId) ?? toView(found, sum))
    },
    size: candidates.length,
    winner: first ? (views[best.indexOf(first)] ?? null) : null,
    tieBreak: first && second ? tieBreakBetween(first, second) : 'none',
    qualitySum: sum,
  }
}

/** A lower level is considered only when no higher one has a coefficient above 0. */
function excludeLowerLevels(assessed: Assessed[]): void {
  let top = Number.NEGATIVE_INFINITY
  for (const { excluded, candidate } of assessed) {
    if (excluded === null && candidate.level > top) top = candidate.level
  }
  for (const each of assessed) {
    if (each.excluded === null && each.candidate.level < top) each.excluded = 'lower_level'
  }
}

/** The first `n` in order, without putting the others in order. */
function bestOf(assessed: Assessed[], n: number): Assessed[] {
  const best: Assessed[] = []
  for (const each of assessed) {
    const last = best[n - 1]
    if (last !== undefined && compareAssessed(last, each) < 0) continue
    let place = Math.min(best.length, n - 1)
    while (place > 0 && compareAssessed(each, best[place - 1] as Assessed) < 0) {
      best[place] = best[place - 1] as Assessed
      place -= 1
    }
    best[place] = each
  }
  return best
}

export function viewOf(candidate: CandidateSnapshot, sum: number, excludeAgentIds: string[]): CandidateView {
  return toView(assess(candidate, excludeAgentIds), sum)
}

function assess(candidate: CandidateSnapshot, excludeAgentIds: string[]): Assessed {
  const space = smallestSpace(candidate)
  const key = space.limit === 0 ? 0 : (space.free * candidate.quality) / space.limit
  return { candidate, space, key, excluded: exclusionOf(candidate, space, excludeAgentIds) }
}

function toView({ candidate, space, excluded }: Assessed, sum: number): CandidateView {
  const { status, quality } = candidate
  return {
    agentId: candidate.agentId,
    name: candidate.name,
    status,
    statusReason: candidate.statusReason,
    limit: candidate.limit,
    current: candidate.current,
    basis: { kind: space.kind, limit: space.limit, free: space.free },
    space: spaceCoefficient(status, space),
    quality,
    qualityShare: candidate.enabled ? qualityShare(quality, sum) : 0,
    product: candidate.enabled ? dispatchProduct(status, space, quality, sum) : 0,
    level: candidate.level,
    lastAssignedAt: candidate.lastAssignedAt,
    excluded,
  }
}

function exclusionOf(candidate: CandidateSnapshot, space: Space, excludeIds: string[]): Exclusion | null {
  if (!candidate.enabled) return 'disabled'
  if (excludeIds.includes(candidate.agentId)) return 'excluded'
  if (!allows(candidate.status).newConversations) return candidate.status === 'busy' ? 'busy' : 'offline'
  if (space.limit === 0) return 'no_limit'
  if (space.free === 0) return fullUnder[space.kind]
  if (candidate.quality <= 0) return 'zero_quality'
  if (candidate.waitingAhead > 0) return 'waiting_ahead'
  return null
}

const fullUnder = { agent: 'full', membership: 'group_full', window: 'window_full' } as const

const exclusionOrder = Object.fromEntries(
  exclusion.options.map((code, position) => [code, position]),
) as Record<Exclusion, number>

const orderOf = (excluded: Exclusion | null) => (excluded === null ? -1 : exclusionOrder[excluded])

function compareAssessed(a: Assessed, b: Assessed): number {
  return (
    orderOf(a.excluded) - orderOf(b.excluded) ||
    b.candidate.level - a.candidate.level ||
    b.key - a.key ||
    compareFractions(weightOf(b), weightOf(a)) ||
    compareIdle(a.candidate, b.candidate) ||
    (a.candidate.agentId < b.candidate.agentId ? -1 : 1)
  )
}

const weightOf = ({ space, candidate }: Assessed) => dispatchWeight(space, candidate.quality)

/** Never assigned counts as idle for ever. */
function compareIdle(a: CandidateSnapshot, b: CandidateSnapshot): number {
  const left = a.lastAssignedAt ?? Number.NEGATIVE_INFINITY
  const right = b.lastAssignedAt ?? Number.NEGATIVE_INFINITY
  return left === right ? 0 : left - right
}

function tieBreakBetween(first: Assessed, second: Assessed): TieBreak {
  if (compareFractions(weightOf(first), weightOf(second)) !== 0) return 'none'
  return compareIdle(first.candidate, second.candidate) === 0 ? 'id' : 'longest_idle'
}
