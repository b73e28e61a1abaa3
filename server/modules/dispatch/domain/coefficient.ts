/**
 * dispatch coefficient = space coefficient × quality coefficient. Within a group the quality sum is the same
 * for all, so agents are compared by free × quality ÷ limit, as an exact fraction. The database orders by the
 * same value as a double: multiplied first and divided once it is correctly rounded, and for limits and
 * qualities up to 10,000 two different fractions never round to the same double, so both orders agree.
 */
import type { Fraction } from './fraction'
import { qualityShare } from './quality'
import { type Space, spaceCoefficient } from './space'
import type { CandidateSnapshot } from './types'

/** Largest limit and largest quality number for which dispatchKey orders exactly. */
export const exactUpTo = 10_000

export function dispatchWeight(space: Space, quality: number): Fraction {
  return { over: space.free * quality, under: space.limit }
}

/** The sort key of one membership as the database keeps it; 0 at limit 0 and beyond the limit. */
export function dispatchKey(limit: number, current: number, quality: number): number {
  return limit <= 0 ? 0 : (Math.max(0, limit - current) * quality) / limit
}

/** For people to read: 0 for busy, negative for offline. Also multiplied first and divided once. */
export function dispatchProduct(
  status: CandidateSnapshot['status'],
  space: Space,
  quality: number,
  sum: number,
): number {
  if (sum === 0 || quality === 0) return 0
  if (status === 'offline') return spaceCoefficient(status, space) * qualityShare(quality, sum)
  if (status === 'busy' || space.limit === 0) return 0
  return (space.free * quality) / (space.limit * sum)
}
