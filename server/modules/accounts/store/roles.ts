import { builtInRoles, mergePermissions, type RoleKey, roleKeys } from '@/server/access'
import { literal } from '@/server/platform/db/literal'
import { pool } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import { Prisma } from '@/server/platform/db/prisma'
import type { ListRolesInput, RoleDetail, RoleRow, RoleSettings } from '../contract'

const order = {
  name: 'lower(r.name)',
  holders: 'holders',
  permissions: 'permissions',
} as const

/** $1 search, $2 built in; null = not filtered. */
const where = `($1::text is null or r.name ilike $1 or r.description ilike $1)
  and ($2::boolean is null or r.built_in = $2)`

export async function listRoles(input: ListRolesInput): Promise<{ rows: RoleRow[]; total: number }> {
  const search = input.search ? `%${input.search.replace(/[\\%_]/g, '\\$&')}%` : null
  const values = [search, input.kind ? input.kind === 'built_in' : null]
  const direction = input.direction === 'desc' ? 'desc' : 'asc'
  const [page, count] = await Promise.all([
    pool().query<RoleRow>(
      `select r.id, r.key, r.name, r.description, r.built_in as "builtIn", r.version,
        (select count(*)::int from user_roles ur where ur.role_id = r.id) as holders,
        (select count(*)::int from jsonb_object_keys(r.permissions)) as permissions
      from roles r where ${where}
      order by ${order[input.sort]} ${direction}, lower(r.name), r.id
      limit $3 offset $4`,
      [...values, input.pageSize, (input.page - 1) * input.pageSize],
    ),
    pool().query<{ total: number }>(`select count(*)::int as total from roles r where ${where}`, values),
  ])
  return { rows: page.rows, total: count.rows[0]?.total ?? 0 }
}

export async function listRoleNames(): Promise<{ id: string; key: string; name: string }[]> {
  const { rows } = await pool().query<{ id: string; key: string; name: string }>(
    'select id, key, name from roles order by built_in desc, lower(name), id',
  )
  return rows
}

export const definitionOf = (key: string): RoleSettings['permissions'] | null =>
  roleKeys.includes(key as RoleKey) ? builtInRoles[key as RoleKey].permissions : null

/** `held`: nobody else changes it until the transaction ends. */
export async function findRole(tx: Db, id: string, held = false): Promise<RoleDetail | null> {
  if (held) await tx.$queryRaw`select 1 from roles where id = ${id}::uuid for no key update`
  const row = await tx.role.findUnique({ where: { id }, include: { _count: { select: { users: true } } } })
  if (!row) return null
  const { key, name, description, builtIn, version } = row
  return {
    ...{ id, key, name, description, builtIn, version },
    holders: row._count.users,
    // What is stored and not known any more is not given either.
    permissions: mergePermissions([row.permissions as Record<string, unknown>]),
    definition: builtIn ? definitionOf(key) : null,
  }
}

export async function findRoleByKey(
  tx: Db,
  key: string,
): Promise<{ id: string; name: string; permissions: RoleSettings['permissions'] } | null> {
  const row = await tx.role.findUnique({ where: { key } })
  if (!row) return null
  const permissions = mergePermissions([row.permissions as Record<string, unknown>])
  return { id: row.id, name: row.name, permissions }
}

/** Another role of this name, however it is written. */
export async function isRoleNameTaken(tx: Db, name: string, exceptId: string): Promise<boolean> {
  const found = await tx.role.count({
    where: { name: { equals: literal(name), mode: 'insensitive' }, id: { not: exceptId } },
  })
  return found > 0
}

/** One at a time, so that two cannot take the same name at once. */
export async function lockRoleNames(tx: Db): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('role_names', 0))`
}

export async function writeRole(
  tx: Db,
  id: string,
  role: RoleSettings & { key: string; builtIn: boolean },
): Promise<void> {
  await tx.role.upsert({
    where: { id },
    create: { id, ...role },
    update: {
      ...{ name: role.name, description: role.description, permissions: role.permissions },
      version: { increment: 1 },
    },
  })
}

export async function removeRole(tx: Db, id: string): Promise<void> {
  await tx.role.delete({ where: { id } })
}

/** What else names the role: rules that tell its holders, settings of the second step and of single sign-on. */
export async function findRoleUses(tx: Db, key: string): Promise<{ alarmRules: number; settings: number }> {
  const [row] = await tx.$queryRaw<{ alarmRules: number; settings: number }[]>(Prisma.sql`
    select (select count(*)::int from alarm_rules where receivers->'roleKeys' ? ${key}) as "alarmRules",
      (select count(*)::int from organization
        where settings->'signIn'->'secondStepRoles' ? ${key}
          or settings->'signIn'->'oidc'->>'role' = ${key}) as settings`)
  return row ?? { alarmRules: 0, settings: 0 }
}

export async function listHolderIds(tx: Db, roleId: string): Promise<string[]> {
  const rows = await tx.userRole.findMany({ where: { roleId }, select: { userId: true } })
  return rows.map(({ userId }) => userId)
}
