/**
 * Quality numbers from what happened: satisfaction and throughput, each pulled towards the group's mean by as
 * many observations as the prior is worth, so that two good ratings do not make somebody the best. The
 * estimate is the posterior mean of the normal model with a known prior (the "Bayesian average"; B. Efron and
 * C. Morris, "Stein's Paradox in Statistics", Scientific American 236, 1977). The two ratios to the group's
 * mean are joined as a weighted geometric mean, so that twice as good and half as fast is average, and kept
 * within limits, so that nobody is starved or buried.
 */
import type { QualityFormula, QualityTerms } from '../contract'

export type QualityFacts = {
  agentId: string
  name: string
  /** Ratings of 1–5 that the agent was given: how many, their sum, and how many of 4 or 5. */
  ratings: number
  scores: number
  satisfied: number
  /** Live conversations that ended while they were theirs. */
  conversations: number
  onlineMs: number
}

export type QualityMeans = { satisfaction: number | null; throughput: number | null }

const HOUR_MS = 3_600_000

export function computeQuality(
  facts: readonly QualityFacts[],
  formula: QualityFormula,
): { groupMean: QualityMeans; rows: QualityTerms[] } {
  const value = (one: QualityFacts) => (formula.satisfaction === 'mean' ? one.scores : one.satisfied)
  const sum = (read: (one: QualityFacts) => number) => facts.reduce((all, one) => all + read(one), 0)
  const groupMean: QualityMeans = {
    satisfaction: ratio(
      sum(value),
      sum((one) => one.ratings),
    ),
    throughput: ratio(
      sum((one) => one.conversations),
      sum((one) => one.onlineMs) / HOUR_MS,
    ),
  }
  const rows = facts.map((one): QualityTerms => {
    const onlineHours = one.onlineMs / HOUR_MS
    const satisfaction = smooth(value(one), one.ratings, groupMean.satisfaction, formula.priorRatings)
    const throughput = smooth(one.conversations, onlineHours, groupMean.throughput, formula.priorHours)
    const weight =
      against(satisfaction, groupMean.satisfaction) ** (formula.satisfactionWeight / 100) *
      against(throughput, groupMean.throughput) ** (1 - formula.satisfactionWeight / 100)
    const kept = Math.min(Math.max(weight, formula.lowest / 100), formula.highest / 100)
    return {
      ...{ agentId: one.agentId, name: one.name, ratings: one.ratings, conversations: one.conversations },
      satisfaction: ratio(value(one), one.ratings),
      smoothedSatisfaction: satisfaction,
      onlineHours,
      throughput: ratio(one.conversations, onlineHours),
      smoothedThroughput: throughput,
      weight,
      clamped: kept > weight ? 'lowest' : kept < weight ? 'highest' : 'no',
      quality: Math.max(1, Math.round(kept * formula.average)),
    }
  })
  return { groupMean, rows }
}

const ratio = (sum: number, count: number): number | null => (count > 0 ? sum / count : null)

/** (sum + k · mean) / (n + k); without a group's mean there is nothing to say. */
function smooth(sum: number, count: number, mean: number | null, prior: number): number | null {
  if (mean === null) return null
  return count + prior > 0 ? (sum + prior * mean) / (count + prior) : mean
}

/** Against the mean = 1. Where nothing is known, or the mean is 0, everybody is average. */
const against = (value: number | null, mean: number | null): number =>
  value === null || mean === null || mean === 0 ? 1 : value / mean
