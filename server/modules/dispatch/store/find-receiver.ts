import type { Sql } from '@/server/platform/db/pool'

export type Receiver = {
  agentId: string
  name: string
  status: 'online' | 'busy' | 'offline'
  limit: number
  current: number
  /** The preferred group if they are in it, else one of theirs. */
  groupId: string | null
}

export async function findReceiver(
  sql: Sql,
  agentId: string,
  preferredGroupId: string | null,
): Promise<Receiver | null> {
  const { rows } = await sql.query<Receiver>(
    `select a.id as "agentId", a.public_name as name, a.status, a.capacity as "limit", a.current_count as current,
       (select m.group_id from group_members m where m.agent_id = a.id order by (m.group_id is not distinct from $2::uuid) desc, m.level desc, m.group_id limit 1) as "groupId"
     from agents a where a.id = $1 and a.enabled`,
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
