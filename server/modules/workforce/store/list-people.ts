import { type Principal, scopeOf } from '@/server/access'
import { picturePath } from '@/server/modules/accounts'
import { pool } from '@/server/platform/db/pool'
import type { PeopleFilter, PersonRow, PersonState } from '../contract'

type Range = { limit: number; offset: number }

/** Whom the reader may see: null = everybody; else oneself and the members of these groups. */
type Scope = { userId: string; groupIds: string[] } | null

export function scopeOfPeople(principal: Principal): Scope {
  const scope = scopeOf(principal, 'users.read')
  if (scope === 'all') return null
  return { userId: principal.userId, groupIds: scope === 'group' ? principal.scopeGroupIds : [] }
}

/** Roles and groups are read for the rows of the page alone. */
export async function listPeople(
  filter: PeopleFilter,
  scope: Scope,
  { limit, offset }: Range,
): Promise<{ rows: PersonRow[]; total: number }> {
  const { text, values } = peopleQuery(filter, scope)
  const [page, count] = await Promise.all([
    pool().query<SqlRow>(
      withDetails(`${text} limit ${Number(limit)} offset ${Number(offset)}`, filter),
      values,
    ),
    pool().query<{ total: number }>(
      `select count(*)::int as total from users u left join agents a on a.id = u.id where ${where}`,
      values,
    ),
  ])
  return { rows: page.rows.map(toRow), total: count.rows[0]?.total ?? 0 }
}

const state = `case when u.disabled_at is not null then 'disabled'
  when u.password_hash is not null or exists (select 1 from user_identities i where i.user_id = u.id) then 'active'
  when exists (select 1 from user_links l where l.user_id = u.id and l.purpose = 'invitation' and l.used_at is null
    and l.expires_at > now()) then 'invited' else 'no_sign_in' end`
const receives = 'coalesce(a.receives, false)'

/** $1 search, $2 state, $3 status, $4 agents or others, $5 role, $6 group, $7 scope: own id, $8 scope: groups. */
const where = `
  ($1::text is null or u.name ilike $1 or u.email ilike $1 or a.public_name ilike $1)
  and ($2::text is null or ${state} = $2)
  and ($3::text is null or (${receives} and a.status = $3))
  and ($4::text is null or ${receives} = ($4 = 'agents'))
  and ($5::text is null or exists (select 1 from user_roles ur join roles r on r.id = ur.role_id
    where ur.user_id = u.id and r.key = $5))
  and ($6::uuid is null or exists (select 1 from group_members gm where gm.agent_id = u.id and gm.group_id = $6))
  and ($7::uuid is null or u.id = $7 or exists (select 1 from group_members gm where gm.agent_id = u.id
    and gm.group_id = any($8::uuid[])))`

const order = {
  name: 'lower(u.name)',
  email: 'u.email',
  status: `case when ${receives} then array_position(array['online','busy','offline'], a.status) end`,
  load: `case when ${receives} then a.current_count end`,
  limit: `case when ${receives} then a.capacity end`,
  lastSignIn: 'u.last_sign_in_at',
  state: `array_position(array['active','invited','no_sign_in','disabled'], ${state})`,
  created: 'u.created_at',
} as const

function peopleQuery(filter: PeopleFilter, scope: Scope) {
  const text = `
    select u.id, ${state} as state, ${receives} as receives
    from users u left join agents a on a.id = u.id
    where ${where} order by ${orderOf(filter)}`
  const search = filter.search ? `%${filter.search.replace(/[\\%_]/g, '\\$&')}%` : null
  const narrowed = [filter.state, filter.status, filter.kind, filter.role, filter.groupId]
  const values = [search, ...narrowed.map((value) => value ?? null), scope?.userId ?? null]
  return { text, values: [...values, scope?.groupIds ?? null] }
}

function orderOf(filter: PeopleFilter): string {
  const direction = filter.direction === 'desc' ? 'desc' : 'asc'
  return `${order[filter.sort]} ${direction} nulls last, lower(u.name), u.id`
}

function withDetails(page: string, filter: PeopleFilter): string {
  return `
    select u.id, u.name, u.email, u.locale, u.picture_id, u.last_sign_in_at, u.created_at, p.state, p.receives,
      a.public_name, a.status, a.status_reason, a.current_count, a.capacity,
      (select coalesce(json_agg(json_build_object('key', r.key, 'name', r.name) order by r.built_in desc, r.name), '[]')
        from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id) as roles,
      (select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name) order by gm.level desc, g.name), '[]')
        from group_members gm join skill_groups g on g.id = gm.group_id where gm.agent_id = u.id) as groups
    from (${page}) p join users u on u.id = p.id left join agents a on a.id = u.id
    order by ${orderOf(filter)}`
}

type SqlRow = {
  id: string
  name: string
  email: string
  locale: string | null
  picture_id: string | null
  last_sign_in_at: Date | null
  created_at: Date
  state: PersonState
  receives: boolean
  public_name: string
  status: 'online' | 'busy' | 'offline'
  status_reason: string | null
  current_count: number
  capacity: number
  roles: PersonRow['roles']
  groups: { id: string; name: string }[]
}

function toRow(row: SqlRow): PersonRow {
  const { id, name, email, locale, roles, groups, status, capacity } = row
  return {
    ...{ id, name, email, locale, roles, state: row.state },
    picture: row.picture_id && picturePath(row.picture_id),
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    agent: row.receives
      ? {
          ...{ publicName: row.public_name, status, statusReason: row.status_reason, capacity, groups },
          current: row.current_count,
        }
      : null,
  }
}

export type ExportPerson = {
  email: string
  name: string
  locale: string | null
  role_list: string
  receives: boolean
  public_name: string | null
  languages: string[] | null
  capacity: number | null
  group_list: string
  state: string
  last_sign_in_at: Date | null
}

const batch = 500

/** In batches from one snapshot, in the order of the list; ends its transaction when the reader leaves. */
export async function* streamPeople(filter: PeopleFilter, scope: Scope): AsyncGenerator<ExportPerson[]> {
  const { text, values } = peopleQuery(filter, scope)
  const client = await pool().connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(
      `declare people cursor for
       select u.email, u.name, u.locale, p.state, p.receives, u.last_sign_in_at, a.public_name, a.languages, a.capacity,
         (select coalesce(string_agg(r.key, '; ' order by r.key), '') from user_roles ur
           join roles r on r.id = ur.role_id where ur.user_id = u.id) as role_list,
         (select coalesce(string_agg(concat_ws('|', g.name, m.level, m.quality, coalesce(m.capacity::text, ''),
             case when m.offline_receiver then 'receiver' end), '; ' order by g.name), '')
           from group_members m join skill_groups g on g.id = m.group_id where m.agent_id = u.id) as group_list
       from (${text}) p join users u on u.id = p.id left join agents a on a.id = u.id
       order by ${orderOf(filter)}`,
      values,
    )
    for (;;) {
      const { rows } = await client.query<ExportPerson>(`fetch ${batch} from people`)
      if (rows.length > 0) yield rows
      if (rows.length < batch) return
    }
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}
