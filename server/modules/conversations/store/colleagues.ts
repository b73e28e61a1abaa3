import type { Sql } from '@/server/platform/db/pool'

export type Colleague = { id: string; name: string; status: string | null }

/** Agents whose name has these letters, those who are there first. */
export async function listColleagues(sql: Sql, search: string, limit: number): Promise<Colleague[]> {
  const { rows } = await sql.query<Colleague>(
    `select u.id, u.name, a.status from users u join agents a on a.id = u.id
     where u.disabled_at is null and ($1 = '' or strpos(lower(u.name), lower($1)) > 0 or strpos(lower(a.public_name), lower($1)) > 0)
     order by array_position(array['online', 'busy', 'offline'], a.status), u.name limit $2`,
    [search, limit],
  )
  return rows
}
