import { mergePermissions, type PermissionMap, type Principal } from '@/server/access'
import { pool, type Sql } from '@/server/platform/db/pool'

export type KnownUser = {
  principal: Principal
  sessionVersion: number
  /** Ids of sessions that were signed out. */
  endedSessions: readonly string[]
  disabled: boolean
  secondStep: boolean
}

type Row = {
  id: string
  name: string
  session_version: number
  ended_sessions: string[]
  disabled: boolean
  second_step: boolean
  agent_id: string | null
  roles: { key: string; permissions: Record<string, unknown> }[]
  group_ids: string[]
  scope_group_ids: string[]
}

const statement = {
  name: 'find-principal',
  text: `
    with recursive mine as (
      select group_id from group_members where agent_id = $1
    ), below as (
      select group_id as id from mine
      union
      select g.id from skill_groups g join below b on g.parent_id = b.id
    )
    select u.id, u.name, u.session_version,
      array(select jsonb_object_keys(u.ended_sessions)) as ended_sessions, u.disabled_at is not null as disabled,
      u.totp_enabled_at is not null as second_step,
      (select a.id from agents a where a.id = u.id and a.enabled) as agent_id,
      coalesce((select json_agg(json_build_object('key', r.key, 'permissions', r.permissions) order by r.key)
        from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id), '[]') as roles,
      array(select group_id from mine)::text[] as group_ids,
      array(select id from below)::text[] as scope_group_ids
    from users u where u.id = $1`,
}

/** A user with everything the access check needs, in one statement; disabled users too. */
export async function findKnownUser(userId: string): Promise<KnownUser | null> {
  const { rows } = await pool().query<Row>({ ...statement, values: [userId] })
  const row = rows[0]
  if (!row) return null
  return {
    sessionVersion: row.session_version,
    endedSessions: row.ended_sessions,
    disabled: row.disabled,
    secondStep: row.second_step,
    principal: {
      userId: row.id,
      name: row.name,
      agentId: row.agent_id,
      roles: row.roles.map((role) => role.key),
      permissions: mergePermissions(row.roles.map((role) => role.permissions)),
      groupIds: row.group_ids,
      scopeGroupIds: row.scope_group_ids,
    },
  }
}

export type KnownRole = { id: string; key: string; name: string; permissions: PermissionMap }

/** A role as whoever views the console as it needs it. */
export async function findKnownRole(id: string): Promise<KnownRole | null> {
  const { rows } = await pool().query<
    Omit<KnownRole, 'permissions'> & { permissions: Record<string, unknown> }
  >({
    name: 'find-known-role',
    text: 'select id, key, name, permissions from roles where id = $1',
    values: [id],
  })
  const [row] = rows
  return row ? { ...row, permissions: mergePermissions([row.permissions]) } : null
}

/** What a user may do now; null for whoever is disabled or gone. */
export async function principalOf(userId: string): Promise<Principal | null> {
  const known = await findKnownUser(userId)
  return known && !known.disabled ? known.principal : null
}

/** Enabled users with one of these roles. */
export async function listUsersOfRoles(sql: Sql, roleKeys: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select distinct u.id from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
     where r.key = any($1) and u.disabled_at is null`,
    [roleKeys],
  )
  return rows.map(({ id }) => id)
}

/** Enabled users who hold the permission over this agent: for all, or for a group that stands over one of theirs. */
export async function listUsersAllowed(sql: Sql, permission: string, agentId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `with recursive up as (
       select group_id as id from group_members where agent_id = $2
       union select g.parent_id from skill_groups g join up on g.id = up.id where g.parent_id is not null)
     select distinct u.id from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
     where u.disabled_at is null and u.id <> $2 and (r.permissions ->> $1 = 'all' or (r.permissions ->> $1 = 'group'
       and exists (select 1 from group_members m join up on up.id = m.group_id where m.agent_id = u.id)))`,
    [permission, agentId],
  )
  return rows.map(({ id }) => id)
}
