import { mergePermissions, type PermissionMap } from '@/server/access'
import type { Db } from '@/server/platform/db/prisma'
import { locales, type UserSettings } from '../contract'

/** A user as it stands, for a change to start from. */
export type StoredUser = {
  id: string
  disabled: boolean
  settings: UserSettings
  roleNames: string[]
  /** What the roles give together. */
  permissions: PermissionMap
  hasPassword: boolean
  lastSignInAt: Date | null
}

/** Held until the transaction ends, in one order for everybody; others may refer to them meanwhile. */
export async function lockUsers(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`select 1 from users where id = any(${[...ids]}::uuid[]) order by id for no key update`
}

/** In the order of `ids`; who does not exist is left out. */
export async function listStoredUsers(tx: Db, ids: readonly string[]): Promise<StoredUser[]> {
  const rows = await tx.user.findMany({
    where: { id: { in: [...ids] } },
    include: { roles: { include: { role: true }, orderBy: { role: { key: 'asc' } } } },
  })
  const stored = new Map(
    rows.map(({ id, name, email, locale, roles, disabledAt, passwordHash, lastSignInAt }) => [
      id,
      {
        id,
        disabled: disabledAt !== null,
        settings: {
          ...{ name, email },
          locale: locales.find((known) => known === locale) ?? null,
          roles: roles.map(({ role }) => role.key),
        },
        roleNames: roles.map(({ role }) => role.name),
        permissions: mergePermissions(roles.map(({ role }) => role.permissions as Record<string, unknown>)),
        ...{ hasPassword: passwordHash !== null, lastSignInAt },
      },
    ]),
  )
  return ids.map((id) => stored.get(id)).filter((user) => user !== undefined)
}

export type KnownRole = { id: string; key: string; name: string; permissions: PermissionMap }

export async function listKnownRoles(tx: Db): Promise<KnownRole[]> {
  const rows = await tx.role.findMany({ orderBy: [{ builtIn: 'desc' }, { name: 'asc' }] })
  return rows.map(({ id, key, name, permissions }) => ({
    ...{ id, key, name },
    permissions: mergePermissions([permissions as Record<string, unknown>]),
  }))
}

/** Makes the user, without a password, or writes over it. */
export async function putUser(
  tx: Db,
  { id, made }: { id: string; made: boolean },
  { roles, ...fields }: UserSettings,
  known: readonly KnownRole[],
): Promise<void> {
  const roleIds = known.filter(({ key }) => roles.includes(key)).map((role) => role.id)
  if (made) await tx.user.create({ data: { id, ...fields } })
  else {
    await tx.userRole.deleteMany({ where: { userId: id, roleId: { notIn: roleIds } } })
    await tx.user.update({ where: { id }, data: { ...fields, version: { increment: 1 } } })
  }
  const held = roleIds.map((roleId) => ({ userId: id, roleId }))
  await tx.userRole.createMany({ data: held, skipDuplicates: true })
}

export async function removeUser(tx: Db, id: string): Promise<void> {
  const { pictureId } = await tx.user.delete({ where: { id }, select: { pictureId: true } })
  if (pictureId) await tx.picture.deleteMany({ where: { id: pictureId, users: { none: {} } } })
}

/** Addresses among these that somebody else has, lower case. */
export async function listTakenEmails(tx: Db, emails: readonly string[], but: string | null = null) {
  const rows = await tx.user.findMany({
    where: { email: { in: [...emails] }, ...(but && { id: { not: but } }) },
    select: { id: true, email: true },
  })
  return new Map(rows.map((row) => [row.email, row.id]))
}

/** Whether anything was ever done in this user's name: then it is kept, and can only be disabled. */
export async function hasActed(tx: Db, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ acted: boolean }[]>`
    select exists (select 1 from users where id = ${id}::uuid and last_sign_in_at is not null)
      or exists (select 1 from audit_entries where actor_id = ${id}::uuid) as acted`
  return rows[0]?.acted ?? false
}
