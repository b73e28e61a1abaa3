import type { PermissionMap } from '@/server/access'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'

export async function putOrganizationRow(
  tx: Db,
  row: { name: string; timeZone: string; language: string },
): Promise<void> {
  const { name, timeZone, language: defaultLanguage } = row
  await tx.organization.update({ where: { id: 1 }, data: { name, timeZone, defaultLanguage } })
}

type Role = { key: string; name: string; description: string; permissions: PermissionMap }

export async function insertRole(tx: Db, id: string, role: Role): Promise<void> {
  await tx.role.create({ data: { id, builtIn: false, ...role } })
}

export async function updateRole(tx: Db, id: string, { key: _, ...role }: Role): Promise<void> {
  await tx.role.update({ where: { id, builtIn: false }, data: { ...role, version: { increment: 1 } } })
}

/** False while somebody has it. */
export async function removeRole(tx: Db, id: string): Promise<boolean> {
  if ((await tx.userRole.count({ where: { roleId: id } })) > 0) return false
  return (await tx.role.deleteMany({ where: { id, builtIn: false } })).count === 1
}

export async function listRoleIds(
  tx: Db,
  keys: readonly string[],
): Promise<Map<string, { id: string; permissions: PermissionMap }>> {
  const rows = await tx.role.findMany({ where: { key: { in: [...keys] } } })
  return new Map(rows.map((row) => [row.key, { id: row.id, permissions: row.permissions as PermissionMap }]))
}

type User = { email: string; name: string; disabled: boolean }

export async function insertUserRow(tx: Db, id: string, { email, name, disabled }: User): Promise<void> {
  await tx.user.create({ data: { id, email, name, disabledAt: disabled ? now() : null } })
}

export async function updateUserRow(tx: Db, id: string, { name, disabled }: User): Promise<void> {
  const row = await tx.user.findUniqueOrThrow({ where: { id }, select: { disabledAt: true } })
  const turned = (row.disabledAt !== null) !== disabled
  await tx.user.update({
    where: { id },
    data: {
      ...{ name, version: { increment: 1 } },
      ...(turned && { disabledAt: disabled ? now() : null, sessionVersion: { increment: 1 } }),
    },
  })
}

export async function putUserRoles(tx: Db, userId: string, roleIds: readonly string[]): Promise<void> {
  await tx.userRole.deleteMany({ where: { userId, roleId: { notIn: [...roleIds] } } })
  await tx.userRole.createMany({ data: roleIds.map((roleId) => ({ userId, roleId })), skipDuplicates: true })
}

export async function readOrganizationRow(tx: Db, held = false) {
  if (held) await tx.$queryRaw`select 1 from organization where id = 1 for no key update`
  const row = await tx.organization.findUniqueOrThrow({ where: { id: 1 } })
  const language = row.defaultLanguage === 'zh' ? ('zh' as const) : ('en' as const)
  return { name: row.name, timeZone: row.timeZone, language }
}

/** What it was; null when the address is somebody else's. */
export async function putOwnAccount(
  tx: Db,
  id: string,
  account: { name: string; email: string; passwordHash: string },
): Promise<{ name: string; email: string } | null> {
  if ((await tx.user.count({ where: { email: account.email, id: { not: id } } })) > 0) return null
  const before = await tx.user.findUniqueOrThrow({ where: { id }, select: { name: true, email: true } })
  const raised = { sessionVersion: { increment: 1 }, version: { increment: 1 } }
  await tx.user.update({ where: { id }, data: { ...account, ...raised } })
  return before
}
