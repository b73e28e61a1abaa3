import type { Sql } from '@/server/platform/db/pool'

/** Open conversations by status. */
export async function countNow(sql: Sql): Promise<{ status: string; n: number }[]> {
  const { rows } = await sql.query<{ status: string; n: number }>(
    'select status, count(*)::int as n from conversations where ended_at is null group by 1',
  )
  return rows
}
