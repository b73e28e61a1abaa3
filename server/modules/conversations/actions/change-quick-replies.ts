import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { beforeOf } from '@/server/modules/accounts'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { type changeQuickRepliesInput, quickReplyInput } from '../contract'
import { insertReply, lockReply, removeReply, updateReply } from '../store/quick-replies'
import { asTaken, auditReply, getLocked, ownerOf, requireMay, toSettings } from './keep-quick-replies'

/**
 * Many at once, all or none: taken away, or kept for others than before.
 * @throws {AppError} not_found, forbidden, conflict, duplicate
 */
export async function changeQuickReplies(
  principal: Principal,
  { replies, act }: z.output<typeof changeQuickRepliesInput>,
): Promise<{ changed: number }> {
  return inTransaction(async (tx) => {
    for (const { id, version } of replies.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const stands = await getLocked(tx, principal, id, version)
      const before = toSettings(stands)
      if (act.kind === 'delete') {
        await removeReply(tx, id)
        await auditReply(tx, principal, 'deleted', { id, before, after: null })
        continue
      }
      const after = { ...before, scope: act.scope, groupId: act.groupId }
      const ownerId = ownerOf(principal, after)
      requireMay(principal, { ...after, ownerId })
      await updateReply(tx, { id, ownerId, reply: after })
      await auditReply(tx, principal, 'updated', { id, before, after })
    }
    return { changed: replies.length }
  }).catch(asTaken)
}

/**
 * As before an entry of the log; what was deleted is made again under its old id. An own one only by whoever
 * wrote it. @throws {AppError} not_found, forbidden, duplicate
 */
export async function restoreQuickReply(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string }> {
  const { id, actorId, before: wanted } = await beforeOf(entryId, 'quick_reply', quickReplyInput)
  if (wanted.scope === 'own' && actorId !== principal.userId) {
    throw new AppError('not_found', 'There is nothing to go back to.')
  }
  const ownerId = ownerOf(principal, wanted)
  requireMay(principal, { ...wanted, ownerId })
  await inTransaction(async (tx) => {
    const found = await lockReply(tx, id)
    const stands = found && (await getLocked(tx, principal, id, found.version))
    if (stands) await updateReply(tx, { id, ownerId, reply: wanted })
    else await insertReply(tx, { id, ownerId, reply: wanted })
    const before = stands && toSettings(stands)
    await auditReply(tx, principal, 'restored', { id, before, after: wanted })
  }).catch(asTaken)
  return { id }
}
