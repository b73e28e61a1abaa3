import { createHash, randomBytes } from 'node:crypto'
import { type Db, prisma } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import type { LinkPurpose } from '../contract'

const hashOf = (token: string) => new Uint8Array(createHash('sha256').update(token).digest())

/** A new one-time link; earlier ones of the same purpose open nothing any more. The token is seen here only. */
export async function insertLink(
  tx: Db,
  link: { userId: string; purpose: LinkPurpose; createdBy: string | null; createdAt: Date; expiresAt: Date },
): Promise<string> {
  await withdrawLinks(tx, link.userId, [link.purpose])
  const token = randomBytes(32).toString('base64url')
  await tx.userLink.create({ data: { id: newId(), ...link, tokenHash: hashOf(token) } })
  return token
}

/** How many there were that could still have been used. */
export async function withdrawLinks(
  tx: Db,
  userId: string,
  purposes: readonly LinkPurpose[],
): Promise<number> {
  const gone = await tx.userLink.deleteMany({
    where: { userId, purpose: { in: [...purposes] }, usedAt: null },
  })
  return gone.count
}

export type LinkRow = {
  id: string
  userId: string
  usedAt: Date | null
  expiresAt: Date
  user: { email: string; name: string; locale: string | null; disabledAt: Date | null }
}

export async function findLink(token: string, purpose: LinkPurpose): Promise<LinkRow | null> {
  return prisma().userLink.findFirst({
    where: { tokenHash: hashOf(token), purpose },
    select: {
      id: true,
      userId: true,
      usedAt: true,
      expiresAt: true,
      user: { select: { email: true, name: true, locale: true, disabledAt: true } },
    },
  })
}

/** Of two who use it at once, one wins: false for the other, and for whoever comes too late. */
export async function spendLink(tx: Db, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.userLink.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at },
  })
  return count === 1
}
