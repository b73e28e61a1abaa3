import type { Db } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'

export type UserWithRoles = { id: string; name: string; disabled: boolean; roleKeys: string[] }

export async function findUserWithRoles(tx: Db, email: string): Promise<UserWithRoles | null> {
  const row = await tx.user.findUnique({
    where: { email },
    select: {
      id: true,
      name: true,
      disabledAt: true,
      roles: { select: { role: { select: { key: true } } } },
    },
  })
  if (!row) return null
  const { id, name, disabledAt, roles } = row
  return { id, name, disabled: disabledAt !== null, roleKeys: roles.map(({ role }) => role.key) }
}

/** Without a password nobody signs in as this user; a token may still be made. Returns the id. */
export async function insertUser(
  tx: Db,
  user: { email: string; name: string; passwordHash: string | null; role: string; createdAt: Date },
): Promise<string> {
  const { role, ...fields } = user
  const id = newId()
  await tx.user.create({
    data: { id, ...fields, roles: { create: { role: { connect: { key: role } } } } },
  })
  return id
}
