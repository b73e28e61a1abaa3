import type { Sql } from '@/server/platform/db/pool'
import { type Db, prisma } from '@/server/platform/db/prisma'

export type SignInRow = {
  id: string
  email: string
  name: string
  locale: string | null
  passwordHash: string | null
  sessionVersion: number
  disabledAt: Date | null
}

const signInFields = {
  id: true,
  email: true,
  name: true,
  locale: true,
  passwordHash: true,
  sessionVersion: true,
  disabledAt: true,
} as const

export function findUserByEmail(email: string): Promise<SignInRow | null> {
  return prisma().user.findUnique({ where: { email: email.trim().toLowerCase() }, select: signInFields })
}

export function findUser(tx: Db, id: string): Promise<SignInRow | null> {
  return tx.user.findUnique({ where: { id }, select: signInFields })
}

export async function markSignedIn(id: string, at: Date): Promise<void> {
  await prisma().user.update({ where: { id }, data: { lastSignInAt: at } })
}

/** Sets a new hash only over the one that was checked; false = somebody was faster. Ends older sessions. */
export async function replacePassword(
  tx: Db,
  id: string,
  seen: string | null,
  hash: string,
): Promise<boolean> {
  const { count } = await tx.user.updateMany({
    where: { id, passwordHash: seen },
    data: { passwordHash: hash, sessionVersion: { increment: 1 }, version: { increment: 1 } },
  })
  return count === 1
}

export async function setDisabled(tx: Db, id: string, disabledAt: Date | null): Promise<void> {
  await tx.user.update({
    where: { id },
    data: { disabledAt, sessionVersion: { increment: 1 }, version: { increment: 1 } },
  })
}

export async function setLocale(id: string, locale: string): Promise<void> {
  await prisma().user.update({ where: { id }, data: { locale } })
}

/** Over whatever stood there: by a link that was made for it. Ends older sessions. */
export async function setPassword(
  tx: Db,
  id: string,
  passwordHash: string,
  more: { name?: string; locale?: string },
): Promise<void> {
  await tx.user.update({
    where: { id },
    data: { passwordHash, ...more, sessionVersion: { increment: 1 }, version: { increment: 1 } },
  })
}

export async function endSessions(tx: Db, id: string): Promise<void> {
  await tx.user.update({ where: { id }, data: { sessionVersion: { increment: 1 } } })
}

/** False when there was none. */
export async function clearSecondStep(tx: Db, id: string): Promise<boolean> {
  const { count } = await tx.user.updateMany({
    where: { id, totpSecret: { not: null } },
    data: { totpSecret: null, totpEnabledAt: null, totpLastStep: null, recoveryHashes: [] },
  })
  return count === 1
}

/** Groups that a user is a member of: what the scope "group" is measured by. */
export async function listGroupIds(tx: Db, userId: string): Promise<string[]> {
  const rows = await tx.groupMember.findMany({ where: { agentId: userId }, select: { groupId: true } })
  return rows.map(({ groupId }) => groupId)
}

/** Name and addresses of somebody, as they may stand in texts; empty when there is no such user. */
export async function findPersonFacts(sql: Sql, id: string): Promise<string[]> {
  const { rows } = await sql.query<{ name: string; email: string; publicName: string | null }>(
    `select u.name, u.email, a.public_name as "publicName" from users u left join agents a on a.id = u.id where u.id = $1`,
    [id],
  )
  return rows.flatMap(({ name, email, publicName }) =>
    publicName ? [name, email, publicName] : [name, email],
  )
}
