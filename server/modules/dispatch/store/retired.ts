import type { Sql } from '@/server/platform/db/pool'

/** Agents who take nothing any more and still hold something, or still count as there. */
export async function listRetiredHolders(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'retired_holders',
    text: `select a.id from agents a where not a.enabled
      and (a.status <> 'offline' or exists (
        select 1 from assignments s where s.agent_id = a.id and s.ended_at is null)) order by a.id limit 100`,
  })
  return rows.map((row) => row.id)
}
