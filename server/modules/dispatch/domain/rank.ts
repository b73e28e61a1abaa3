/**
 * Who of a group would get the next conversation, and why everybody else would not. The highest coefficient in
 * the highest level that has one above 0 wins; of equal ones whoever has been idle longest, then the smaller
 * id, so the order in which candidates were read never matters.
 */
import { type CandidateView, type Exclusion, exclusion, type TieBreak } from '../contract'
import { dispatchProduct, dispatchWeight } from './coefficient'
import { compareFractions, type Fraction } from './fraction'
import { qualityShare, qualitySum } from './quality'
import { type Space, smallestSpace, spaceCoefficient } from './space'
import { allows } from './status'
import type { CandidateSnapshot } from './types'

export interface Ranking {
  /** Everybody, best first; null in `excluded` only for those who had a coefficient above 0. */
  views: CandidateView[]
  winner: CandidateView | null
  tieBreak: TieBreak
  qualitySum: number
}

interface Assessed {
  view: CandidateView
  weight: Fraction
}

export function rank(candidates: CandidateSnapshot[], excludeAgentIds: string[]): Ranking {
  const sum = qualitySum(candidates)
  const assessed = candidates.map((candidate) => assess(candidate, sum, excludeAgentIds))
  const able = assessed.filter(({ view }) => view.excluded === null)
  const topLevel = able.reduce((top, { view }) => Math.max(top, view.level), Number.NEGATIVE_INFINITY)
  for (const { view } of able) {
    if (view.level < topLevel) view.excluded = 'lower_level'
  }
  assessed.sort(compareAssessed)
  const [first, second] = assessed.filter(({ view }) => view.excluded === null)
  return {
    views: assessed.map(({ view }) => view),
    winner: first?.view ?? null,
    tieBreak: first && second ? tieBreakBetween(first, second) : 'none',
    qualitySum: sum,
  }
}

export function viewOf(candidate: CandidateSnapshot, sum: number, excludeAgentIds: string[]): CandidateView {
  return assess(candidate, sum, excludeAgentIds).view
}

function assess(candidate: CandidateSnapshot, sum: number, excludeAgentIds: string[]): Assessed {
  const space = smallestSpace(candidate)
  const { status, quality } = candidate
  const view: CandidateView = {
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
    excluded: exclusionOf(candidate, space, excludeAgentIds),
  }
  return { view, weight: dispatchWeight(space, quality) }
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

const exclusionOrder = new Map<Exclusion | null, number>([
  [null, -1],
  ...exclusion.options.map((code, position): [Exclusion, number] => [code, position]),
])

function compareAssessed(a: Assessed, b: Assessed): number {
  return (
    exclusionOrder.get(a.view.excluded)! - exclusionOrder.get(b.view.excluded)! ||
    b.view.level - a.view.level ||
    compareFractions(b.weight, a.weight) ||
    compareIdle(a.view, b.view) ||
    (a.view.agentId < b.view.agentId ? -1 : 1)
  )
}

/** Never assigned counts as idle for ever. */
function compareIdle(a: CandidateView, b: CandidateView): number {
  const left = a.lastAssignedAt ?? Number.NEGATIVE_INFINITY
  const right = b.lastAssignedAt ?? Number.NEGATIVE_INFINITY
  return left === right ? 0 : left - right
}

function tieBreakBetween(first: Assessed, second: Assessed): TieBreak {
  if (compareFractions(first.weight, second.weight) !== 0) return 'none'
  return compareIdle(first.view, second.view) === 0 ? 'id' : 'longest_idle'
}
