import { can, type Principal, scopeOf } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { QuickReplyInput } from '../contract'
import {
  insertReply,
  lockReply,
  type ReplyReader,
  removeReply,
  type StoredReply,
  updateReply,
} from '../store/quick-replies'

/** Own ones, those for all, and those of the groups one may write for, or is a member of. */
export function replyReader(principal: Principal): ReplyReader {
  const all = scopeOf(principal, 'replies.write') === 'all'
  const groupIds = [...new Set([...principal.groupIds, ...principal.scopeGroupIds])]
  return { userId: principal.userId, groupIds: all ? null : groupIds }
}

/** What the composer offers: of groups only those one answers for. */
export const replyUser = ({ userId, groupIds }: Principal): ReplyReader => ({ userId, groupIds })

/** Groups whose replies this person keeps; null = every group. */
export function writableReplyGroups(principal: Principal): readonly string[] | null {
  const scope = scopeOf(principal, 'replies.write')
  if (scope === 'all') return null
  return scope === 'group' ? principal.scopeGroupIds : []
}

type Belonging = Pick<StoredReply, 'scope' | 'ownerId' | 'groupId'>

export function mayKeep(principal: Principal, reply: Belonging): boolean {
  const target = { ownerId: reply.ownerId, groupIds: [reply.groupId] }
  return reply.scope === 'own' ? reply.ownerId === principal.userId : can(principal, 'replies.write', target)
}

export function requireMay(principal: Principal, reply: Belonging): void {
  if (!mayKeep(principal, reply)) throw new AppError('forbidden', 'You may not change this quick reply.')
}

export const ownerOf = (principal: Principal, reply: QuickReplyInput) =>
  reply.scope === 'own' ? principal.userId : null

export function asTaken(error: unknown): never {
  const { code } = error as { code?: unknown }
  if (code === 'P2003') {
    throw new AppError('invalid_input', 'There is no such group.', {
      fields: [{ path: 'groupId', message: 'unknown group' }],
    })
  }
  if (code !== 'P2002' && code !== '23505') throw error
  throw new AppError('duplicate', 'Another quick reply of this scope has this shortcut.', {
    fields: [{ path: 'shortcut', message: 'already taken', code: 'shortcut_taken' }],
    cause: error,
  })
}

/** @throws {AppError} forbidden, duplicate */
export async function createQuickReply(
  principal: Principal,
  reply: QuickReplyInput,
): Promise<{ id: string }> {
  const ownerId = ownerOf(principal, reply)
  requireMay(principal, { ...reply, ownerId })
  const id = newId()
  await inTransaction(async (tx) => {
    await insertReply(tx, { id, ownerId, reply })
    await auditReply(tx, principal, 'created', { id, before: null, after: reply })
  }).catch(asTaken)
  return { id }
}

/** @throws {AppError} not_found, forbidden, conflict, duplicate */
export async function updateQuickReply(
  principal: Principal,
  { id, version, reply }: { id: string; version: number; reply: QuickReplyInput },
): Promise<void> {
  const ownerId = ownerOf(principal, reply)
  await inTransaction(async (tx) => {
    const before = await getLocked(tx, principal, id, version)
    requireMay(principal, { ...reply, ownerId })
    await updateReply(tx, { id, ownerId, reply })
    await auditReply(tx, principal, 'updated', { id, before: toSettings(before), after: reply })
  }).catch(asTaken)
}

/** @throws {AppError} not_found, forbidden, conflict */
export async function deleteQuickReply(
  principal: Principal,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await inTransaction(async (tx) => {
    const before = await getLocked(tx, principal, id, version)
    await removeReply(tx, id)
    await auditReply(tx, principal, 'deleted', { id, before: toSettings(before), after: null })
  })
}

type Tx = Parameters<typeof lockReply>[0]

/** Somebody else's own reply looks like none. */
export async function getLocked(
  tx: Tx,
  principal: Principal,
  id: string,
  version: number,
): Promise<StoredReply> {
  const reply = await lockReply(tx, id)
  if (!reply || (reply.scope === 'own' && reply.ownerId !== principal.userId))
    throw new AppError('not_found', 'There is no such quick reply.')
  requireMay(principal, reply)
  if (reply.version === version) return reply
  throw new AppError('conflict', 'Somebody else changed this quick reply in the meantime.', {
    data: { current: { ...toSettings(reply), id, version: reply.version } },
  })
}

export const toSettings = ({ scope, groupId, shortcut, title, text }: StoredReply): QuickReplyInput => ({
  ...{ scope, groupId, shortcut, title, text },
})

type Change = { id: string; before: QuickReplyInput | null; after: QuickReplyInput | null }

export const auditReply = (tx: Tx, actor: Principal, action: string, { id, before, after }: Change) =>
  recordAudit(tx, {
    ...{ actor, action, entity: 'quick_reply', entityId: id, before, after },
    label: `/${(after ?? before)?.shortcut ?? ''}`,
  })
