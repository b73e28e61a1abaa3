/**
 * A decision record keeps every candidate up to 50; beyond that the best 20 and how many of the others fell
 * out for which reason, so the record of a group of thousands stays small and still adds up.
 */
import type { CandidateView, DispatchDecision } from '../contract'
import { keepAllUpTo, keepBest, type Ranking } from './rank'

type Trimmed = Pick<DispatchDecision, 'candidates' | 'omitted'>

/** The winner is kept wherever it stands, as an override need not be the best. */
export function trimCandidates(ranking: Ranking, winner: CandidateView | null): Trimmed {
  const { views, counts, size } = ranking
  const ordered = winner === null ? views : [winner, ...views.filter((v) => v.agentId !== winner.agentId)]
  if (size <= keepAllUpTo) return { candidates: ordered, omitted: { count: 0, byReason: {} } }
  const candidates = ordered.slice(0, keepBest)
  const byReason: Record<string, number> = Object.fromEntries(counts)
  for (const { agentId } of candidates) {
    const reason = ranking.find(agentId)?.excluded ?? 'outranked'
    byReason[reason] = (byReason[reason] ?? 0) - 1
    if (byReason[reason] === 0) delete byReason[reason]
  }
  return { candidates, omitted: { count: size - candidates.length, byReason } }
}
