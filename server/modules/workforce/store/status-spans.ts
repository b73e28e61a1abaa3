import type { Sql } from '@/server/platform/db/pool'
import type { StatusSpan } from '../domain/status-totals'

/** The agent's public name with their groups, which decide who may look. */
export async function findAgentName(
  sql: Sql,
  agentId: string,
): Promise<{ name: string; groupIds: string[] } | null> {
  const { rows } = await sql.query<{ name: string; groupIds: string[] }>(
    `select u.name, coalesce((select array_agg(group_id) from group_members m where m.agent_id = a.id), '{}') as "groupIds"
     from agents a join users u on u.id = a.id where a.id = $1`,
    [agentId],
  )
  return rows[0] ?? null
}

/** Spans that touch the period, in order. */
export async function listStatusSpans(
  sql: Sql,
  agentId: string,
  from: Date,
  until: Date,
): Promise<StatusSpan[]> {
  const { rows } = await sql.query<Omit<StatusSpan, 'from' | 'until'> & { from: Date; until: Date | null }>(
    `select status, source, reason, from_at as "from", until_at as until from agent_status_spans
     where agent_id = $1 and from_at < $3 and coalesce(until_at, 'infinity') > $2 order by from_at, until_at`,
    [agentId, from, until],
  )
  return rows.map((row) => ({
    ...row,
    from: row.from.getTime(),
    until: row.until?.getTime() ?? null,
  }))
}
