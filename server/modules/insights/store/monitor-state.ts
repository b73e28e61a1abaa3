import type { Sql } from '@/server/platform/db/pool'

export type OpenRow = {
  id: string
  number: number
  status: string
  customer: string
  groupId: string | null
  channelId: string | null
  agentId: string | null
  live: boolean
  awaitingSince: Date | null
  enteredAt: Date
}
export type QueueRow = {
  conversationId: string
  number: number
  customer: string
  groupId: string
  channelId: string | null
  category: Record<string, string> | null
  position: number
  priority: number
  enteredAt: Date
}
export type AgentRow = {
  id: string
  name: string
  status: 'online' | 'busy' | 'offline'
  source: string
  reason: string | null
  since: Date
  current: number
  limit: number
  onShift: boolean
  groupIds: string[]
}
export type GroupRow = {
  id: string
  name: string
  parentId: string | null
  serviceLevelMs: number
  paused: boolean
  overflow: string | null
  /** The group's own warnings for a wait and for a length of its queue; null where it has none. */
  warnMs: number | null
  warnLength: number | null
}

/** Open conversations outside the queue. */
export async function readOpen(sql: Sql): Promise<OpenRow[]> {
  const { rows } = await sql.query<OpenRow>({
    name: 'monitor_open',
    text: `select c.id, c.number, c.status, cu.name as customer, c.group_id as "groupId", c.channel_id as "channelId",
        c.agent_id as "agentId", c.creation_type is distinct from 'offline' as live, c.awaiting_since as "awaitingSince",
        coalesce(c.entered_at, c.created_at) as "enteredAt"
      from conversations c join customers cu on cu.id = c.customer_id
      where c.ended_at is null and c.status <> 'queued'`,
  })
  return rows
}

/** Beyond so many in all queues together the page counts no further. */
const mostWaiting = 5_000

export async function readQueue(sql: Sql): Promise<QueueRow[]> {
  const { rows } = await sql.query<QueueRow>({
    name: 'monitor_queue',
    text: `select q.*, c.number, c.channel_id as "channelId", cu.name as customer, k.names as category
      from (select conversation_id as "conversationId", group_id as "groupId", -neg_priority as priority,
          entered_at as "enteredAt",
          row_number() over (partition by group_id order by neg_priority, entered_at, conversation_id)::int as position
        from queue_entries) q
      join conversations c on c.id = q."conversationId" join customers cu on cu.id = c.customer_id
      left join categories k on k.id = c.category_id order by q."enteredAt" limit ${mostWaiting}`,
  })
  return rows
}

/**
 * Each of shifts and members is read once and joined: for thousands of agents that is far less than asking for each.
 * A shift lies within two days from the midnight of its own.
 */
export async function readAgents(sql: Sql, at: Date): Promise<AgentRow[]> {
  const { rows } = await sql.query<AgentRow>({
    name: 'monitor_agents',
    text: `with duty as (
        select agent_id from shifts
        where kind = 'shift' and starts_at > $1::timestamptz - interval '3 days' and starts_at <= $1 and ends_at > $1
        except select agent_id from shifts where kind = 'leave' and starts_at <= $1 and ends_at > $1),
      member as (select agent_id, array_agg(group_id) as group_ids from group_members group by agent_id)
      select a.id, u.name, a.status, a.status_source as source, a.status_reason as reason, a.status_since as since,
        a.current_count as current, a.capacity as "limit", d.agent_id is not null as "onShift",
        coalesce(m.group_ids, '{}') as "groupIds"
      from agents a join users u on u.id = a.id left join duty d on d.agent_id = a.id
        left join member m on m.agent_id = a.id
      where a.enabled and u.disabled_at is null`,
    values: [at],
  })
  return rows
}

export async function readGroups(sql: Sql): Promise<GroupRow[]> {
  const { rows } = await sql.query<GroupRow>({
    name: 'monitor_groups',
    text: `select g.id, g.name, g.parent_id as "parentId", g.service_level_seconds * 1000 as "serviceLevelMs",
        g.intake_paused as paused, o.name as overflow, (g.settings->>'queueWarnSeconds')::int * 1000 as "warnMs",
        (g.settings->>'queueWarnLength')::int as "warnLength"
      from skill_groups g left join skill_groups o on o.id = g.overflow_group_id
      where g.disabled_at is null order by g.name, g.id`,
  })
  return rows
}

export async function readChannels(sql: Sql): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql.query<{ id: string; name: string }>({
    name: 'monitor_channels',
    text: 'select id, name from channels where disabled_at is null order by name, id',
  })
  return rows
}
