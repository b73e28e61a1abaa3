import type { Sql } from '@/server/platform/db/pool'

export type Receiver = {
  agentId: string
  name: string
  status: 'online' | 'busy' | 'offline'
  limit: number
  current: number
  /** The preferred group if they are in it, else one of theirs. */
  groupId: string | null
  /** Free places under the limit within that group; null without one. */
  groupFree: number | null
}

export async function findReceiver(
  sql: Sql,
  agentId: string,
  preferredGroupId: string | null,
): Promise<Receiver | null> {
  const { rows } = await sql.query<Receiver>(
    `select a.id as "agentId", a.public_name as name, a.status, a.capacity as "limit", a.current_count as current,
       m.group_id as "groupId", m.capacity - m.current_count as "groupFree"
     from agents a left join lateral (select * from group_members m where m.agent_id = a.id
       order by (m.group_id is not distinct from $2::uuid) desc, m.level desc, m.group_id limit 1) m on true
     where a.id = $1 and a.enabled`,
    [agentId, preferredGroupId],
  )
  return rows[0] ?? null
}

export type TransferTarget = {
  id: string
  name: string
  status: string
  free: number
  limit: number
  groupIds: string[]
}

/** Who could take a transfer, the freest first. */
export async function listReceivers(sql: Sql, search: string, limit: number): Promise<TransferTarget[]> {
  const { rows } = await sql.query<TransferTarget>(
    `select a.id, a.public_name as name, a.status, greatest(a.capacity - a.current_count, 0) as free, a.capacity as "limit",
       coalesce((select array_agg(m.group_id) from group_members m where m.agent_id = a.id), '{}') as "groupIds"
     from agents a where a.enabled and ($1 = '' or a.public_name ilike '%' || $1 || '%')
     order by (a.status = 'online' and a.current_count < a.capacity) desc, (a.capacity - a.current_count) desc, a.public_name limit $2`,
    [search, limit],
  )
  return rows
}

export type GroupTarget = { id: string; name: string; online: number; free: number; waiting: number }

/** Groups with who is online, free places and the length of the queue. */
export async function listGroupTargets(sql: Sql): Promise<GroupTarget[]> {
  const { rows } = await sql.query<GroupTarget>(
    `select g.id, g.name, count(a.id) filter (where a.status = 'online')::int as online,
       coalesce(sum(greatest(a.capacity - a.current_count, 0)) filter (where a.status = 'online'), 0)::int as free,
       (select count(*)::int from queue_entries q where q.group_id = g.id) as waiting
     from skill_groups g left join group_members m on m.group_id = g.id left join agents a on a.id = m.agent_id and a.enabled
     where g.disabled_at is null group by g.id order by g.name`,
  )
  return rows
}
