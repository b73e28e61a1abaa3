import { type Principal, scopeOf } from '@/server/access'
import { noteAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { inTransaction, pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { FollowUpView, ListFollowUpsInput } from '../contract'
import { findLowRating, listLowRatings, markFollowedUp } from '../store/follow-ups'

function groupsOf(principal: Principal): readonly string[] | null {
  const scope = scopeOf(principal, 'alarms.read')
  return scope === 'all' ? null : scope === 'group' ? principal.scopeGroupIds : []
}

export const listFollowUps = (principal: Principal, input: ListFollowUpsInput) =>
  listLowRatings(pool(), groupsOf(principal), input)

/** Notes what was done about a low rating, once; the alarm about it is over then. @throws {AppError} not_found, conflict */
export async function followUp(
  principal: Principal,
  { conversationId, note }: { conversationId: string; note: string },
): Promise<FollowUpView> {
  const groupIds = groupsOf(principal)
  const known = await findLowRating(pool(), groupIds, conversationId)
  if (!known) throw new AppError('not_found', 'There is no such rating.')
  const first = await inTransaction(async (sql) => {
    const marked = await markFollowedUp(sql, { conversationId, userId: principal.userId, note }, now())
    if (marked) {
      await noteAudit(sql, {
        actor: { userId: principal.userId, name: principal.name },
        action: 'followed_up',
        entity: 'rating',
        entityId: conversationId,
        label: `#${known.number}`,
        after: { note },
      })
    }
    return marked
  })
  const current = (await findLowRating(pool(), groupIds, conversationId)) ?? known
  if (!first) throw new AppError('conflict', 'Somebody has followed it up already.', { data: { current } })
  return current
}
