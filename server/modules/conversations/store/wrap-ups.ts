import type { Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'

type Names = Record<string, string>

export async function requireWrapUp(sql: Sql, id: string): Promise<{ id: string; path: Names[] }> {
  const { rows } = await sql.query<{ names: Names }>(
    `with recursive up as (
       select id, parent_id, names, 0 as depth from wrap_ups where id = $1 and disabled_at is null
       union all select p.id, p.parent_id, p.names, up.depth + 1 from wrap_ups p join up on p.id = up.parent_id where up.depth < 20)
     select names from up order by depth desc`,
    [id],
  )
  if (rows.length === 0) {
    throw new AppError('invalid_input', 'The wrap-up does not exist.', {
      fields: [{ path: 'wrapUpId', message: 'unknown wrap-up' }],
    })
  }
  return { id, path: rows.map((row) => row.names) }
}

export async function listWrapUps(
  sql: Sql,
): Promise<{ id: string; parentId: string | null; names: Names; position: number }[]> {
  const { rows } = await sql.query(
    `select id, parent_id as "parentId", names, position from wrap_ups where disabled_at is null order by position, id`,
  )
  return rows
}
