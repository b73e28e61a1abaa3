import type { Sql } from '@/server/platform/db/pool'

type Whose = {
  /** null = all. */
  groupIds: readonly string[] | null
  agentId: string | null
  search: string | null
  from: Date
  until: Date
}

/** Agents who had anything planned in the period, by name. */
export async function listPlannedAgents(
  sql: Sql,
  { groupIds, agentId, search, from, until }: Whose,
  range: { limit: number; offset: number },
): Promise<{ rows: { id: string; name: string }[]; total: number }> {
  const pattern = search ? `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%` : null
  const { rows } = await sql.query<{ id: string; name: string; total: number }>({
    name: 'adherence-agents',
    text: `select a.id, u.name, (count(*) over ())::int as total from agents a join users u on u.id = a.id
      where ($1::uuid[] is null or exists (select 1 from group_members m where m.agent_id = a.id and m.group_id = any($1)))
        and ($2::uuid is null or a.id = $2) and ($3::text is null or u.name ilike $3)
        and exists (select 1 from shifts s where s.agent_id = a.id and s.kind = 'shift'
          and s.starts_at > $4::timestamptz - interval '3 days' and s.starts_at < $5 and s.ends_at > $4)
      order by lower(u.name), a.id limit $6 offset $7`,
    values: [groupIds, agentId, pattern, from, until, range.limit, range.offset],
  })
  return { rows: rows.map(({ id, name }) => ({ id, name })), total: rows[0]?.total ?? 0 }
}
