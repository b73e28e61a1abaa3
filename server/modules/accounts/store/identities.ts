import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'

/** One at a time for a subject and an address, so that two first arrivals make one account. */
export async function lockArrival(tx: Db, provider: string, subject: string, email: string): Promise<void> {
  for (const key of [`sso ${provider} ${subject}`, `sso ${email}`].sort())
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}

export async function findLinked(
  tx: Db,
  provider: string,
  subject: string,
): Promise<{ id: string; disabled: boolean } | null> {
  const row = await tx.userIdentity.findUnique({
    where: { provider_subject: { provider, subject } },
    select: { user: { select: { id: true, disabledAt: true } } },
  })
  return row && { id: row.user.id, disabled: row.user.disabledAt !== null }
}

export async function findByEmail(
  tx: Db,
  provider: string,
  email: string,
): Promise<{ id: string; disabled: boolean; hasOtherIdentity: boolean } | null> {
  const row = await tx.user.findUnique({
    where: { email },
    select: { id: true, disabledAt: true, identities: { where: { provider }, select: { id: true } } },
  })
  if (!row) return null
  return { id: row.id, disabled: row.disabledAt !== null, hasOtherIdentity: row.identities.length > 0 }
}

export async function linkIdentity(
  tx: Db,
  row: { userId: string; provider: string; subject: string; createdAt: Date },
): Promise<void> {
  await tx.userIdentity.create({ data: { id: newId(), ...row } })
}
