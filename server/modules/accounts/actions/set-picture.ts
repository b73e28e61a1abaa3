import { can, type Principal } from '@/server/access'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import { pictureLimits } from '../contract'
import { recordAudit } from '../store/audit'
import { insertPicture, picturePath, putPicture } from '../store/pictures'
import { findUser, listGroupIds } from '../store/users'
import { inspectPicture } from './inspect-picture'

/**
 * One's own picture, or that of somebody whom one may change; null takes it away. Returns its address.
 * @throws {AppError} not_found, forbidden, too_large, unsupported_media_type
 */
export async function setPicture(
  principal: Principal,
  userId: string,
  bytes: Uint8Array | null,
): Promise<{ path: string | null }> {
  const mediaType = bytes && inspectPicture(bytes, pictureLimits)
  const path = await inTransaction(async (tx) => {
    const user = await findUser(tx, userId)
    const groupIds = await listGroupIds(tx, userId)
    if (!user || (userId !== principal.userId && !can(principal, 'users.read', { groupIds })))
      throw new AppError('not_found', 'There is no such user.')
    if (userId !== principal.userId && !can(principal, 'users.write', { groupIds }))
      throw new AppError('forbidden', 'You are not allowed to do this.')
    const id = bytes && mediaType ? await insertPicture(tx, mediaType, bytes) : null
    await putPicture(tx, userId, id)
    await recordAudit(tx, {
      ...{ actor: principal, action: id ? 'picture_set' : 'picture_removed' },
      ...{ entity: 'user', entityId: userId, label: user.name },
    })
    return id && picturePath(id)
  })
  emitSignal('user_revoked', { userId })
  return { path }
}
