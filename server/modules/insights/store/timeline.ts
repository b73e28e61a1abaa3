import type { Sql } from '@/server/platform/db/pool'
import type { TimelineAgent } from '../contract'
import type { FactQuery } from './select-facts'

type Asked = FactQuery & { offset: number; limit: number }
type Row = TimelineAgent & { total: number }

const ms = (instant: string) => `(extract(epoch from ${instant}) * 1000)::float8`
const within = `s.from_at < least($2::timestamptz, $3::timestamptz) and coalesce(s.until_at, $3) > $1
  and coalesce(s.until_at, $3) > s.from_at and s.status <> 'offline'`
const planned = 's.starts_at < $2 and s.ends_at > $1'

/** Agents by name, with what was recorded and planned on the day, cut to it. */
export async function selectTimeline(
  sql: Sql,
  { from, until, now, filter, offset, limit }: Asked,
): Promise<{ agents: TimelineAgent[]; total: number }> {
  const { rows } = await sql.query<Row>(
    `select a.id, u.name, count(*) over ()::int as total,
       coalesce((select json_agg(json_build_object('status', s.status, 'reason', s.reason,
           'from', ${ms('greatest(s.from_at, $1)')}, 'until', ${ms('least(coalesce(s.until_at, $3), $2, $3)')})
           order by s.from_at, s.id) from agent_status_spans s where s.agent_id = a.id and ${within}), '[]') as spans,
       coalesce((select json_agg(json_build_object('kind', s.kind, 'from', ${ms('greatest(s.starts_at, $1)')},
           'until', ${ms('least(s.ends_at, $2)')}) order by s.starts_at, s.id)
         from shifts s where s.agent_id = a.id and ${planned}), '[]') as plan
     from agents a join users u on u.id = a.id
     where ($4::uuid[] is null or exists (select from group_members m where m.agent_id = a.id and m.group_id = any($4)))
       and ($5::uuid[] is null or a.id = any($5))
       and (exists (select from agent_status_spans s where s.agent_id = a.id and ${within})
         or exists (select from shifts s where s.agent_id = a.id and ${planned}))
     order by lower(u.name), a.id limit $6 offset $7`,
    [from, until, now, filter.groupIds, filter.agentIds, limit, offset],
  )
  const agents = rows.map(({ id, name, spans, plan }) => ({ id, name, spans, plan }))
  return { agents, total: rows[0]?.total ?? 0 }
}
