import type { Sql } from '@/server/platform/db/pool'
import type { ListRequests } from '../contract'
import { type LeaveRow, leaveColumns } from './leaves'
import { type SwapRow, swapColumns } from './swaps'

const order = {
  requested: 'requested_at',
  starts: 'starts_at',
  agent: 'lower(agent)',
}

/** Ids of leaves and swaps that match, in order; a swap waits for a decision once a colleague accepted. */
const matching = `
  select l.id, 'leave' as type, u.name as agent, l.requested_at, l.starts_at, l.status
  from leaves l join users u on u.id = l.agent_id
  where $1 in ('all', 'leave') and ($2 = 'all' or (l.status = 'requested') = ($2 = 'open'))
    and ($3::text is null or u.name ilike $3) and ($5::text is null or l.kind = $5)
    and ($4::uuid[] is null or exists (select 1 from group_members m where m.agent_id = l.agent_id and m.group_id = any($4)))
  union all
  select s.id, 'swap', f.name, s.requested_at,
    to_timestamp((s.terms -> 'from' ->> 'startsAt')::float8 / 1000), s.status
  from swap_requests s join users f on f.id = s.from_agent_id left join users t on t.id = s.to_agent_id
  where $1 in ('all', 'swap') and $5::text is null
    and case $2 when 'open' then s.status = 'accepted' when 'decided' then s.status not in ('requested', 'accepted') else true end
    and ($3::text is null or f.name ilike $3 or t.name ilike $3)
    and ($4::uuid[] is null or exists (select 1 from group_members m where m.agent_id = s.from_agent_id and m.group_id = any($4)))`

export type Matched = { rows: { id: string; type: 'leave' | 'swap' }[]; total: number }

export async function matchRequests(
  sql: Sql,
  input: ListRequests,
  groupIds: readonly string[] | null,
): Promise<Matched> {
  const { search, type = 'all', state, kind = null, sort, direction, page, pageSize } = input
  const pattern = search ? `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%` : null
  const { rows } = await sql.query<{ id: string; type: 'leave' | 'swap'; total: number }>(
    `select id, type, (count(*) over ())::int as total from (${matching}) found
     order by ${order[sort]} ${direction === 'desc' ? 'desc' : 'asc'}, id limit $6 offset $7`,
    [type, state, pattern, groupIds, kind, pageSize, (page - 1) * pageSize],
  )
  return { rows: rows.map(({ id, type: kindOf }) => ({ id, type: kindOf })), total: rows[0]?.total ?? 0 }
}

export async function listLeavesById(sql: Sql, ids: readonly string[]): Promise<LeaveRow[]> {
  const { rows } = await sql.query<LeaveRow>(
    `select ${leaveColumns} from leaves l join users u on u.id = l.agent_id left join users d on d.id = l.decided_by
     where l.id = any($1)`,
    [ids],
  )
  return rows
}

export async function listSwapsById(sql: Sql, ids: readonly string[]): Promise<SwapRow[]> {
  const { rows } = await sql.query<SwapRow>(
    `select ${swapColumns} from swap_requests s join users f on f.id = s.from_agent_id
       left join users t on t.id = s.to_agent_id left join users d on d.id = s.decided_by where s.id = any($1)`,
    [ids],
  )
  return rows
}
