import { type Db, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'

export async function insertLogo(tx: Db, mediaType: string, bytes: Uint8Array): Promise<string> {
  const id = newId()
  await tx.picture.create({ data: { id, mediaType, bytes: new Uint8Array(bytes) } })
  return id
}

export function findLogo(id: string): Promise<{ mediaType: string; bytes: Uint8Array } | null> {
  return prisma().picture.findUnique({ where: { id }, select: { mediaType: true, bytes: true } })
}
