/**
 * Layer 4: how good. A quality coefficient is an agent's whole quality number over the sum of all enabled
 * members, whoever of them is there: it says how the group divides its work, and must not jump when somebody
 * goes to lunch. A sum of 0 gives everybody 0.
 */
import type { CandidateSnapshot } from './types'

export function qualitySum(candidates: CandidateSnapshot[]): number {
  return candidates.reduce((sum, candidate) => sum + (candidate.enabled ? candidate.quality : 0), 0)
}

export function qualityShare(quality: number, sum: number): number {
  return sum === 0 ? 0 : quality / sum
}
