/**
 * The part of an explanation that is about the winner: their numbers, those of the next best, and what decided
 * between equals.
 */
import type {
  CandidateView,
  DispatchDecision,
  DispatchReason,
  DispatchWarning,
  Exclusion,
  HandAct,
  OfflineReceiver,
  OverflowCause,
  TieBreak,
} from '../contract'

export type StatementKey =
  | `rule.${'matched' | 'failed' | 'disabled' | 'default' | 'fixed'}`
  | 'priority.raised'
  | `override.${'order_owner' | 'last_agent'}.${'applied' | 'not_applied'}`
  | `overflow.${OverflowCause}`
  | `outcome.${DispatchReason}`
  | 'winner'
  | 'runnerUp'
  | `tieBreak.${Exclude<TieBreak, 'none'>}`
  | 'hold'
  | 'choice'
  | `receiver.${OfflineReceiver['by']}`
  | `notConsidered.${Exclusion}`
  | 'omitted'
  | 'omitted.reason'
  | `byHand.${HandAct}`
  | 'byHand.over_limit'
  | `warning.${DispatchWarning}`
  | 'config'

/** One sentence to be: a key below `dispatch.explain` in the messages, and what to fill in. */
export interface Statement {
  key: StatementKey
  params: Record<string, string | number | string[]>
}

export function explainAssignment(decision: DispatchDecision): Statement[] {
  const { winner } = decision
  if (winner === null) return []
  const statements: Statement[] = [{ key: 'winner', params: numbersOf(winner, decision.qualitySum) }]
  const next = decision.candidates.find((view) => view.excluded === null && view.agentId !== winner.agentId)
  if (next !== undefined) {
    statements.push({ key: 'runnerUp', params: numbersOf(next, decision.qualitySum) })
  }
  if (decision.tieBreak !== 'none') {
    statements.push({ key: `tieBreak.${decision.tieBreak}`, params: { agent: winner.name } })
  }
  return statements
}

function numbersOf(view: CandidateView, qualitySum: number): Statement['params'] {
  const { name, basis, space, quality, qualityShare, product, level } = view
  return {
    agent: name,
    free: basis.free,
    limit: basis.limit,
    basis: basis.kind,
    space,
    quality,
    qualitySum,
    qualityShare,
    product,
    level,
  }
}
