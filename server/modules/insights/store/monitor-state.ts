import type { Sql } from '@/server/platform/db/pool'

export type OpenRow = {
  id: string
  number: number
  status: string
  customer: string
  groupId: string | null
  agentId: string | null
  live: boolean
  awaitingSince: Date | null
}
export type QueueRow = {
  conversationId: string
  number: number
  customer: string
  groupId: string
  group: string
  position: number
  priority: number
  enteredAt: Date
  serviceLevelMs: number
  /** The group's own warnings; null where it has none. */
  warnMs: number | null
  warnLength: number | null
}
export type AgentRow = {
  id: string
  name: string
  status: 'online' | 'busy' | 'offline'
  reason: string | null
  since: Date
  current: number
  limit: number
  onShift: boolean
  groupIds: string[]
}

/** Open conversations outside the queue. */
export async function readOpen(sql: Sql): Promise<OpenRow[]> {
  const { rows } = await sql.query<OpenRow>({
    name: 'monitor_open',
    text: `select c.id, c.number, c.status, cu.name as customer, c.group_id as "groupId", c.agent_id as "agentId",
        c.creation_type is distinct from 'offline' as live, c.awaiting_since as "awaitingSince"
      from conversations c join customers cu on cu.id = c.customer_id
      where c.ended_at is null and c.status <> 'queued'`,
  })
  return rows
}

/** The longest waiting first; at most so many, for a screen shows no more. */
const shownWaiting = 500

export async function readQueue(sql: Sql): Promise<{ rows: QueueRow[]; total: number }> {
  const { rows } = await sql.query<QueueRow & { total: number }>({
    name: 'monitor_queue',
    text: `select q.*, c.number, cu.name as customer, g.name as "group", g.service_level_seconds * 1000 as "serviceLevelMs",
        (g.settings->>'queueWarnSeconds')::int * 1000 as "warnMs", (g.settings->>'queueWarnLength')::int as "warnLength"
      from (select conversation_id as "conversationId", group_id as "groupId", -neg_priority as priority,
          entered_at as "enteredAt", count(*) over ()::int as total,
          row_number() over (partition by group_id order by neg_priority, entered_at, conversation_id)::int as position
        from queue_entries) q
      join conversations c on c.id = q."conversationId" join customers cu on cu.id = c.customer_id
      join skill_groups g on g.id = q."groupId" order by q."enteredAt" limit ${shownWaiting}`,
  })
  return { rows, total: rows[0]?.total ?? 0 }
}

export async function readAgents(sql: Sql, at: Date): Promise<AgentRow[]> {
  const { rows } = await sql.query<AgentRow>({
    name: 'monitor_agents',
    text: `select a.id, u.name, a.status, a.status_reason as reason, a.status_since as since,
        a.current_count as current, a.capacity as "limit",
        exists (select from shifts s where s.agent_id = a.id and s.kind = 'shift' and s.starts_at <= $1 and s.ends_at > $1)
          and not exists (select from shifts s where s.agent_id = a.id and s.kind = 'leave'
            and s.starts_at <= $1 and s.ends_at > $1) as "onShift",
        array(select m.group_id from group_members m where m.agent_id = a.id) as "groupIds"
      from agents a join users u on u.id = a.id where a.enabled and u.disabled_at is null`,
    values: [at],
  })
  return rows
}
