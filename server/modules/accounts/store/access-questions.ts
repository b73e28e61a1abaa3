import type { z } from 'zod'
import { type Permission, permissions, type Scope, scopes } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import type { AccessExplained, Holder, Person, Source, whoCanInput } from '../contract'

const person = `u.id, u.name, u.email, u.disabled_at is not null as disabled`

export async function findPeople(text: string): Promise<Person[]> {
  const { rows } = await pool().query<Person>(
    `select ${person} from users u where $1 = '%%' or u.name ilike $1 or u.email ilike $1
     order by u.disabled_at is not null, lower(u.name), u.id limit 20`,
    [contains(text)],
  )
  return rows
}

type RoleOfPerson = {
  roleId: string
  roleKey: string
  roleName: string
  permissions: Record<string, unknown>
}

/** What somebody may do, with every role that gives it; null when there is nobody of this id. */
export async function explainAccess(userId: string): Promise<AccessExplained | null> {
  const [people, roles, groups] = await Promise.all([
    pool().query<Person>(`select ${person} from users u where u.id = $1`, [userId]),
    pool().query<RoleOfPerson>(
      `select r.id as "roleId", r.key as "roleKey", r.name as "roleName", r.permissions
       from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = $1 order by lower(r.name), r.id`,
      [userId],
    ),
    pool().query<{ name: string }>(
      `select g.name from group_members m join skill_groups g on g.id = m.group_id
       where m.agent_id = $1 order by lower(g.name)`,
      [userId],
    ),
  ])
  const found = people.rows[0]
  if (!found) return null
  return {
    person: found,
    roles: roles.rows.map(({ roleId, roleKey, roleName }) => ({ id: roleId, key: roleKey, name: roleName })),
    groups: groups.rows.map(({ name }) => name),
    permissions: permissions.flatMap((permission) => {
      const through = roles.rows.flatMap((role) => sourceOf(role, permission))
      const scope = widest(through)
      return scope ? [{ permission, scope, through }] : []
    }),
  }
}

function sourceOf(role: RoleOfPerson, permission: Permission): Source[] {
  const { roleId, roleKey, roleName, permissions: given } = role
  const scope = scopes.find((one) => one === given[permission])
  return scope ? [{ roleId, roleKey, roleName, scope }] : []
}

function widest(through: readonly Source[]): Scope | undefined {
  return scopes[Math.max(...through.map(({ scope }) => scopes.indexOf(scope)))]
}

type HolderRow = Person & { through: Source[] }

/** Who holds a permission, and through which roles. */
export async function whoCan(
  input: z.output<typeof whoCanInput>,
): Promise<{ rows: Holder[]; total: number }> {
  const values = [input.permission, contains(input.search ?? ''), [...scopes]]
  const holders = `from users u where ($2 = '%%' or u.name ilike $2 or u.email ilike $2)
    and exists (select 1 from user_roles ur join roles r on r.id = ur.role_id
      where ur.user_id = u.id and r.permissions->>$1 = any($3))`
  const [page, count] = await Promise.all([
    pool().query<HolderRow>(
      `select ${person}, (select json_agg(json_build_object('roleId', r.id, 'roleKey', r.key, 'roleName', r.name,
          'scope', r.permissions->>$1) order by lower(r.name), r.id)
        from user_roles ur join roles r on r.id = ur.role_id
        where ur.user_id = u.id and r.permissions->>$1 = any($3)) as through
      ${holders} order by u.disabled_at is not null, lower(u.name), u.id limit $4 offset $5`,
      [...values, input.pageSize, (input.page - 1) * input.pageSize],
    ),
    pool().query<{ total: number }>(`select count(*)::int as total ${holders}`, values),
  ])
  const rows = page.rows.flatMap((row) => {
    const scope = widest(row.through)
    return scope ? [{ ...row, scope }] : []
  })
  return { rows, total: count.rows[0]?.total ?? 0 }
}

const contains = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
