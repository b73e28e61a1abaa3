import type { Sql } from '@/server/platform/db/pool'

/** Whether the record was made with the demo. */
export async function isOfDemo(sql: Sql, kind: string, id: string): Promise<boolean> {
  const { rows } = await sql.query('select 1 from demo_records where kind = $1 and id = $2', [kind, id])
  return rows.length > 0
}
