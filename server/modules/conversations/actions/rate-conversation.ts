import { publishEntries } from '@/server/events/publish'
import { nowMs } from '@/server/platform/clock'
import { inTransaction } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { applyStep } from '../store/apply-step'
import { findBrief } from '../store/end-rows'
import { readStates } from '../store/load-state'
import { insertRating } from '../store/ratings'

/** One rating per conversation, while the window is open. @throws {AppError} already_rated, transition_refused */
export async function rateConversation(
  conversationId: string,
  rating: { score: number; tags: string[]; comment: string | null },
): Promise<void> {
  const at = new Date(nowMs())
  const entry = await inTransaction(async (sql) => {
    const brief = await findBrief(sql, conversationId)
    const [known] = await readStates(sql, [conversationId])
    if (!brief || !known) throw new AppError('not_found', 'There is no such conversation.')
    const open = brief.endedAt
      ? at.getTime() - brief.endedAt.getTime() < known.settings.thresholds.ratingWindowMs
      : brief.ratingInvitedAt !== null
    if (!open || brief.agentMessages === 0) {
      throw new AppError('transition_refused', 'This conversation cannot be rated now.')
    }
    const { agentId, groupId } = brief
    const first = await insertRating(sql, { conversationId, ...rating, agentId, groupId, at })
    if (!first) throw new AppError('already_rated', 'This conversation has been rated already.')
    return applyStep(sql, {
      conversationId,
      set: {},
      event: { type: 'rated', payload: { patch: { rating, canRate: false } } },
      at,
    })
  })
  if (entry) publishEntries([entry])
}

/** The agent asks for a rating, once per conversation. @throws {AppError} conflict when asked before */
export async function inviteRating(conversationId: string, agentId: string): Promise<void> {
  const at = new Date(nowMs())
  const entry = await inTransaction(async (sql) => {
    const brief = await findBrief(sql, conversationId)
    if (!brief || brief.agentId !== agentId) throw new AppError('not_found', 'There is no such conversation.')
    if (brief.ratingInvitedAt) throw new AppError('conflict', 'The customer has been asked already.')
    return applyStep(sql, {
      conversationId,
      set: { rating_invited_at: at },
      event: {
        type: 'rating_invited',
        payload: { patch: { canRate: brief.agentMessages > 0, ratingInvitedAt: at.toISOString() } },
      },
      at,
    })
  })
  if (entry) publishEntries([entry])
}
