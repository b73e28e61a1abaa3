/**
 * Layer 3: room. An agent is as free as the tightest of their limits leaves them: their own, that of the
 * membership, and the ceiling of the time window. Being over a limit on purpose is no room, not a negative
 * one, and a limit of 0 is no room, never a division by zero.
 */
import type { LimitBasis } from '../contract'
import { compareFractions } from './fraction'
import type { CandidateSnapshot } from './types'

export interface Space {
  kind: LimitBasis
  limit: number
  free: number
}

/** The smallest space by exact comparison; of equal ones the agent's, then the membership's. */
export function smallestSpace(candidate: CandidateSnapshot): Space {
  const { groupLimit, windowLimit } = candidate
  let least = spaceUnder('agent', candidate.limit, candidate.current)
  if (groupLimit !== null)
    least = smaller(least, spaceUnder('membership', groupLimit, candidate.groupCurrent))
  if (windowLimit !== null) least = smaller(least, spaceUnder('window', windowLimit, candidate.windowCount))
  return least
}

function smaller(first: Space, second: Space): Space {
  return compareSpaces(second, first) < 0 ? second : first
}

/** For people to read: 0 for busy, -1 for offline, else free ÷ limit. */
export function spaceCoefficient(status: CandidateSnapshot['status'], space: Space): number {
  if (status === 'offline') return -1
  if (status === 'busy' || space.limit === 0) return 0
  return space.free / space.limit
}

function spaceUnder(kind: LimitBasis, limit: number, current: number): Space {
  const bounded = Math.max(0, limit)
  return { kind, limit: bounded, free: Math.max(0, bounded - Math.max(0, current)) }
}

function compareSpaces(a: Space, b: Space): number {
  return compareFractions({ over: a.free, under: a.limit }, { over: b.free, under: b.limit })
}
