import { publishEntries } from '@/server/events/publish'
import { findRatingTags } from '@/server/modules/accounts'
import { nowMs } from '@/server/platform/clock'
import { inTransaction, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { applyStep } from '../store/apply-step'
import { findBrief } from '../store/end-rows'
import { findRatingRule, insertRating } from '../store/ratings'
import { maskWords } from './mask-message'

/** Only tags that the organisation offers with this score. */
async function requireTags(sql: Sql, { score, tags }: { score: number; tags: string[] }): Promise<void> {
  if (tags.length === 0) return
  const known = await findRatingTags(sql)
  const offered = new Map(known.filter((tag) => !tag.disabled).map((tag) => [tag.key, tag.scores]))
  tags.forEach((tag, i) => {
    if (!offered.get(tag)?.includes(score)) {
      throw new AppError('invalid_input', 'This tag is not offered with this score.', {
        fields: [{ path: `tags.${i}`, message: 'not offered with this score' }],
      })
    }
  })
}

/**
 * One rating per conversation, while the window is open: after the end where the channel asks or the agent did,
 * before it once the agent has asked. @throws {AppError} already_rated, transition_refused, invalid_input
 */
export async function rateConversation(
  conversationId: string,
  given: { score: number; tags: string[]; comment: string | null },
): Promise<void> {
  const at = new Date(nowMs())
  const comment = given.comment && (await maskWords(given.comment))
  const rating = { ...given, comment, tags: [...new Set(given.tags)] }
  const entry = await inTransaction(async (sql) => {
    const rule = await findRatingRule(sql, conversationId)
    if (!rule) throw new AppError('not_found', 'There is no such conversation.')
    const { agentId, groupId, invitedAt } = rule
    const open = rule.endedAt
      ? at.getTime() - rule.endedAt.getTime() < rule.windowMs && (rule.asks || invitedAt !== null)
      : invitedAt !== null
    if (!open || rule.agentMessages === 0) {
      throw new AppError('transition_refused', 'This conversation cannot be rated now.')
    }
    await requireTags(sql, rating)
    const source = invitedAt ? 'invitation' : 'closing'
    const first = await insertRating(sql, { conversationId, ...rating, agentId, groupId, source, at })
    if (!first) throw new AppError('already_rated', 'This conversation has been rated already.')
    return applyStep(sql, {
      conversationId,
      set: {},
      event: { type: 'rated', payload: { patch: { rating, canRate: false }, detail: { source } } },
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
