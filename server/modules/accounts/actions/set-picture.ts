import { imageSize } from 'image-size'
import { can, type Principal } from '@/server/access'
import { inTransaction } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import { pictureLimits } from '../contract'
import { pictureType } from '../domain/picture-kind'
import { recordAudit } from '../store/audit'
import { insertPicture, picturePath, putPicture } from '../store/pictures'
import { findUser, listGroupIds } from '../store/users'

/**
 * One's own picture, or that of somebody whom one may change; null takes it away. Returns its address.
 * @throws {AppError} not_found, forbidden, too_large, unsupported_media_type
 */
export async function setPicture(
  principal: Principal,
  userId: string,
  bytes: Uint8Array | null,
): Promise<{ path: string | null }> {
  const mediaType = bytes && inspect(bytes)
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

function inspect(bytes: Uint8Array): string {
  if (bytes.byteLength > pictureLimits.bytes)
    throw new AppError('too_large', `A picture has at most ${pictureLimits.bytes / 1024} KB.`)
  const type = pictureType(bytes)
  if (!type) throw refused()
  const { width, height } = sizeOf(bytes)
  if (Math.max(width, height) > pictureLimits.pixels)
    throw new AppError('too_large', `A picture has at most ${pictureLimits.pixels} pixels on a side.`)
  return type
}

function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  try {
    const { width, height } = imageSize(bytes)
    if (width > 0 && height > 0) return { width, height }
  } catch {
    // A header that says no size is refused below, like one that says none.
  }
  throw refused()
}

const refused = () => new AppError('unsupported_media_type', 'Send a PNG, JPEG or WebP picture.')
