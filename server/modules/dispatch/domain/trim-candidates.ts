/**
 * A decision record keeps every candidate up to 50; beyond that the best 20 and how many of the others fell
 * out for which reason, so the record of a group of thousands stays small and still adds up.
 */
import type { CandidateView, DispatchDecision } from '../contract'

export const keepAllUpTo = 50
export const keepBest = 20

type Trimmed = Pick<DispatchDecision, 'candidates' | 'omitted'>

/** `views` come best first; the winner is kept wherever it stands, as an override need not be the best. */
export function trimCandidates(views: CandidateView[], winner: CandidateView | null): Trimmed {
  const ordered = winner === null ? views : [winner, ...views.filter((v) => v.agentId !== winner.agentId)]
  if (ordered.length <= keepAllUpTo) return { candidates: ordered, omitted: { count: 0, byReason: {} } }
  const omitted = ordered.slice(keepBest)
  const byReason: Record<string, number> = {}
  for (const view of omitted) {
    const reason = view.excluded ?? 'outranked'
    byReason[reason] = (byReason[reason] ?? 0) + 1
  }
  return { candidates: ordered.slice(0, keepBest), omitted: { count: omitted.length, byReason } }
}
