/**
 * Who of a group would get the next conversation, and why everybody else would not. The highest coefficient in
 * the highest level that has one above 0 wins; of equal ones whoever has been idle longest, then the smaller
 * id, so the order in which candidates were read never matters.
 */
import { type CandidateView, type Exclusion, exclusion, type TieBreak } from '../contract'
import { dispatchProduct, dispatchWeight } from './coefficient'
import { compareFractions } from './fraction'
import { qualityShare } from './quality'
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

/**
 * Groups may have thousands of members and this runs for every customer: what is worked out about each stands in
 * columns, nothing is made for those who are only counted, and only as many are put in order as the record keeps.
 */
interface Field {
  candidates: CandidateSnapshot[]
  /** The same order as the exact weight, wherever two differ. */
  keys: Float64Array
  /** Place of the exclusion among all, -1 for who is able. */
  orders: Int8Array
  qualitySum: number
}

export function rank(candidates: CandidateSnapshot[], excludeAgentIds: string[]): Ranking {
  const field = assess(candidates, excludeAgentIds)
  const best = bestOf(field, candidates.length <= keepAllUpTo ? candidates.length : keepBest)
  const able = best.filter((at) => field.orders[at] === ABLE)
  const views = best.map((at) => viewAt(field, at))
  const [first, second] = able
  return {
    views,
    counts: countExclusions(field),
    find: (agentId) => {
      const kept = views.find((view) => view.agentId === agentId)
      if (kept) return kept
      const at = candidates.findIndex((candidate) => candidate.agentId === agentId)
      return at < 0 ? undefined : viewAt(field, at)
    },
    size: candidates.length,
    winner: first === undefined ? null : (views[best.indexOf(first)] ?? null),
    tieBreak:
      first === undefined || second === undefined
        ? 'none'
        : tieBreakBetween(candidateAt(field, first), candidateAt(field, second)),
    qualitySum: field.qualitySum,
  }
}

const ABLE = -1
const exclusions = exclusion.options
const exclusionOrder = Object.fromEntries(exclusions.map((code, position) => [code, position])) as Record<
  Exclusion,
  number
>

const candidateAt = ({ candidates }: Field, at: number) => candidates[at] as CandidateSnapshot

/** A lower level is considered only when no higher one has a coefficient above 0. */
function assess(candidates: CandidateSnapshot[], excludeIds: string[]): Field {
  const keys = new Float64Array(candidates.length)
  const orders = new Int8Array(candidates.length)
  let qualitySum = 0
  let top = Number.NEGATIVE_INFINITY
  for (let at = 0; at < candidates.length; at += 1) {
    const candidate = candidates[at] as CandidateSnapshot
    if (candidate.enabled) qualitySum += candidate.quality
    const space = smallestSpace(candidate)
    keys[at] = space.limit === 0 ? 0 : (space.free * candidate.quality) / space.limit
    const excluded = exclusionOf(candidate, space, excludeIds)
    orders[at] = excluded === null ? ABLE : exclusionOrder[excluded]
    if (excluded === null && candidate.level > top) top = candidate.level
  }
  for (let at = 0; at < candidates.length; at += 1)
    if (orders[at] === ABLE && (candidates[at] as CandidateSnapshot).level < top)
      orders[at] = exclusionOrder.lower_level
  return { candidates, keys, orders, qualitySum }
}

function countExclusions({ orders }: Field): Ranking['counts'] {
  const sums = new Array<number>(exclusions.length + 1).fill(0)
  for (const order of orders) sums[order + 1] = (sums[order + 1] ?? 0) + 1
  const counts: Ranking['counts'] = new Map()
  for (const [place, sum] of sums.entries())
    if (sum > 0) counts.set(exclusions[place - 1] ?? 'outranked', sum)
  return counts
}

/** The first `n` in order, without putting the others in order. */
function bestOf(field: Field, n: number): number[] {
  const best: number[] = []
  for (let each = 0; each < field.candidates.length; each += 1) {
    const last = best[n - 1]
    if (last !== undefined && compare(field, last, each) < 0) continue
    let place = Math.min(best.length, n - 1)
    while (place > 0 && compare(field, each, best[place - 1] as number) < 0) {
      best[place] = best[place - 1] as number
      place -= 1
    }
    best[place] = each
  }
  return best
}

/** Somebody by themselves, in a group whose quality numbers add up to `sum`. */
export function viewOf(candidate: CandidateSnapshot, sum: number, excludeIds: string[]): CandidateView {
  const space = smallestSpace(candidate)
  return toView(candidate, space, exclusionOf(candidate, space, excludeIds), sum)
}

function viewAt(field: Field, at: number): CandidateView {
  const candidate = candidateAt(field, at)
  const excluded = exclusions[field.orders[at] as number] ?? null
  return toView(candidate, smallestSpace(candidate), excluded, field.qualitySum)
}

function toView(
  candidate: CandidateSnapshot,
  space: Space,
  excluded: Exclusion | null,
  sum: number,
): CandidateView {
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
  if (excludeIds.length > 0 && excludeIds.includes(candidate.agentId)) return 'excluded'
  if (!allows(candidate.status).newConversations) return candidate.status === 'busy' ? 'busy' : 'offline'
  if (space.limit === 0) return 'no_limit'
  if (space.free === 0) return fullUnder[space.kind]
  if (candidate.quality <= 0) return 'zero_quality'
  if (candidate.waitingAhead > 0) return 'waiting_ahead'
  return null
}

const fullUnder = { agent: 'full', membership: 'group_full', window: 'window_full' } as const

function compare(field: Field, left: number, right: number): number {
  const orders = (field.orders[left] as number) - (field.orders[right] as number)
  if (orders !== 0) return orders
  const a = field.candidates[left] as CandidateSnapshot
  const b = field.candidates[right] as CandidateSnapshot
  return (
    b.level - a.level ||
    (field.keys[right] as number) - (field.keys[left] as number) ||
    compareFractions(weightOf(b), weightOf(a)) ||
    compareIdle(a, b) ||
    (a.agentId < b.agentId ? -1 : 1)
  )
}

const weightOf = (candidate: CandidateSnapshot) => dispatchWeight(smallestSpace(candidate), candidate.quality)

/** Never assigned counts as idle for ever. */
function compareIdle(a: CandidateSnapshot, b: CandidateSnapshot): number {
  const left = a.lastAssignedAt ?? Number.NEGATIVE_INFINITY
  const right = b.lastAssignedAt ?? Number.NEGATIVE_INFINITY
  return left === right ? 0 : left - right
}

function tieBreakBetween(first: CandidateSnapshot, second: CandidateSnapshot): TieBreak {
  if (compareFractions(weightOf(first), weightOf(second)) !== 0) return 'none'
  return compareIdle(first, second) === 0 ? 'id' : 'longest_idle'
}
