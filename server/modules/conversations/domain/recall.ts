import { RECALL_WINDOW_MS } from '../contract'

/**
 * Whoever wrote something may take it back while it is fresh, as long as the other side can be expected not to
 * have acted on it. Nobody takes back what another person said, and what was taken back stays so.
 */
export type RecallCandidate = {
  senderKind: string
  senderId: string
  kind: string
  createdAt: Date
  recalledAt: Date | null
}

export type RecallJudgement = 'recall' | 'recalled_before' | 'not_yours' | 'not_possible' | 'too_late'

export function judgeRecall(
  message: RecallCandidate,
  by: { kind: 'customer' | 'agent'; id: string },
  at: Date,
): RecallJudgement {
  if (message.senderKind !== by.kind || message.senderId !== by.id) return 'not_yours'
  if (message.recalledAt) return 'recalled_before'
  if (message.kind === 'system' || message.kind === 'call') return 'not_possible'
  return at.getTime() - message.createdAt.getTime() <= RECALL_WINDOW_MS ? 'recall' : 'too_late'
}
