import { type Db, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'

export async function insertPicture(tx: Db, mediaType: string, bytes: Uint8Array): Promise<string> {
  const id = newId()
  await tx.picture.create({ data: { id, mediaType, bytes: new Uint8Array(bytes) } })
  return id
}

/** Gives the user this picture, or none; the former one goes with nobody else having it. */
export async function putPicture(tx: Db, userId: string, pictureId: string | null): Promise<void> {
  const before = await tx.user.findUnique({ where: { id: userId }, select: { pictureId: true } })
  await tx.user.update({ where: { id: userId }, data: { pictureId } })
  await tx.agent.updateMany({
    where: { id: userId },
    data: { avatarUrl: pictureId === null ? null : picturePath(pictureId) },
  })
  if (before?.pictureId) await tx.picture.deleteMany({ where: { id: before.pictureId, users: { none: {} } } })
}

/** Its address never shows anything else, so that it can be kept for ever. */
export const picturePath = (id: string) => `/api/pictures/${id}`

export async function findPicture(id: string): Promise<{ mediaType: string; bytes: Uint8Array } | null> {
  return prisma().picture.findUnique({ where: { id }, select: { mediaType: true, bytes: true } })
}
