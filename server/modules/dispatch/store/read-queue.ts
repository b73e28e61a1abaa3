import type { Sql } from '@/server/platform/db/pool'

export type QueueHead = { conversationId: string; groupId: string; priority: number; enteredAt: Date }

/** The one that a customer is held for could take them now. */
const HELD_FOR_ABLE = `exists (select 1 from agents o where o.id = q.held_agent_id and o.enabled
  and o.status = 'online' and o.current_count < o.capacity)`

/**
 * The first of each group's queue, the one served first in front. Only of groups where something can happen:
 * somebody has room, or nobody is there any more; of all of them when `all`. Who is held for somebody not able
 * stands in nobody's way; `passed` were looked at and stayed.
 */
export async function listHeads(
  sql: Sql,
  { groupIds, all, passed, at }: { groupIds: string[]; all: boolean; passed: string[]; at: Date },
): Promise<QueueHead[]> {
  const { rows } = await sql.query<QueueHead>({
    name: 'queue_heads',
    text: `select q.conversation_id as "conversationId", q.group_id as "groupId", -q.neg_priority as priority, q.entered_at as "enteredAt"
      from unnest($1::uuid[]) as g(id) cross join lateral (
        select * from queue_entries q where q.group_id = g.id and q.conversation_id <> all($3::uuid[])
          and (q.held_until is null or q.held_until <= $4 or ${HELD_FOR_ABLE})
        order by q.neg_priority, q.entered_at, q.conversation_id limit 1) q
      where $2 or q.held_until > $4 or exists (select 1 from group_members m where m.group_id = g.id and m.sort_key > 0)
        or not exists (select 1 from group_members m join agents a on a.id = m.agent_id
          where m.group_id = g.id and a.enabled and a.status <> 'offline')
      order by q.neg_priority, q.entered_at, q.conversation_id`,
    values: [groupIds, all, passed, at],
  })
  return rows
}

/** Who has waited beyond the maximum of their group and was not asked yet, wherever they stand in the queue. */
export async function listOverdue(sql: Sql, groupIds: string[], at: Date): Promise<QueueHead[]> {
  const { rows } = await sql.query<QueueHead>({
    name: 'queue_overdue',
    text: `select q.conversation_id as "conversationId", q.group_id as "groupId", -q.neg_priority as priority, q.entered_at as "enteredAt"
      from queue_entries q join skill_groups g on g.id = q.group_id
      where q.group_id = any($1) and g.max_wait_seconds is not null and q.choice is null
        and coalesce(q.group_entered_at, q.entered_at) <= $2::timestamptz - make_interval(secs => g.max_wait_seconds)
        and (q.held_until is null or q.held_until <= $2)
      order by q.neg_priority, q.entered_at, q.conversation_id limit 500`,
    values: [groupIds, at],
  })
  return rows
}

/** Groups of queues in which somebody is held for one of these agents. */
export async function listGroupsHolding(sql: Sql, agentIds: string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select distinct group_id as id from queue_entries where held_agent_id = any($1)',
    [agentIds],
  )
  return rows.map((row) => row.id)
}

export async function listGroupsOfAgents(sql: Sql, agentIds: string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select distinct group_id as id from group_members where agent_id = any($1)',
    [agentIds],
  )
  return rows.map((row) => row.id)
}

export async function listWaitingGroups(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select g.id from skill_groups g where exists (select 1 from queue_entries q where q.group_id = g.id limit 1)',
  )
  return rows.map((row) => row.id)
}

/** The group that an open conversation is in. */
export async function findGroupOf(sql: Sql, conversationId: string): Promise<string | null> {
  const { rows } = await sql.query<{ groupId: string | null }>(
    'select group_id as "groupId" from conversations where id = $1',
    [conversationId],
  )
  return rows[0]?.groupId ?? null
}

export type DispatchRow = {
  conversationId: string
  customerId: string
  channelId: string
  /** The queue it stands in; null when it waits in none. */
  groupId: string | null
  status: string
  priority: number
  enteredAt: Date
  /** When it came into this group's queue; null when it waits in none. */
  groupEnteredAt: Date | null
  hold: { agentId: string; until: string } | null
  choice: 'offered' | 'wait' | null
  choiceGroupId: string | null
  categoryId: string | null
  language: string | null
  siteId: string | null
  projectType: string | null
  topic: string
  stage: 'before_sale' | 'after_sale' | null
  /** Whose order it is about, and whom the customer had last; null once somebody held the conversation. */
  orderOwnerId: string | null
  lastAgent: { agentId: string; at: string } | null
  tags: string[]
  vipLevel: number
}

/**
 * An open conversation with what routing looks at; null when there is none. Locked first, then read: in one
 * statement the queue would be read as it was before the wait for the lock.
 */
export async function lockForDispatch(sql: Sql, conversationId: string): Promise<DispatchRow | null> {
  await sql.query({
    name: 'lock_conversation',
    text: 'select 1 from conversations where id = $1 for no key update',
    values: [conversationId],
  })
  const { rows } = await sql.query<DispatchRow>({
    name: 'read_for_dispatch',
    text: `select c.id as "conversationId", c.customer_id as "customerId", c.channel_id as "channelId", q.group_id as "groupId", c.status,
        coalesce(-q.neg_priority, c.priority) as priority, coalesce(q.entered_at, c.entered_at, c.created_at) as "enteredAt",
        coalesce(q.group_entered_at, q.entered_at) as "groupEnteredAt", q.choice, q.choice_group_id as "choiceGroupId",
        case when q.held_agent_id is not null then json_build_object('agentId', q.held_agent_id, 'until', q.held_until) end as hold,
        c.category_id as "categoryId", c.language,
        c.site_id as "siteId", c.project_type as "projectType", t.topic, c.stage, cu.tags, cu.vip_level as "vipLevel",
        case when c.first_assigned_at is null then (select o.owner_agent_id from orders o
          where t.topic like 'order:%' and o.external_id = substr(t.topic, 7)
            and (o.customer_id is null or o.customer_id = c.customer_id)) end as "orderOwnerId",
        case when c.first_assigned_at is null then (select json_build_object('agentId', l.agent_id, 'at', l.ended_at)
          from conversations l where l.customer_id = c.customer_id and l.agent_id is not null and l.ended_at is not null
          order by l.created_at desc limit 1) end as "lastAgent"
      from conversations c left join queue_entries q on q.conversation_id = c.id join threads t on t.id = c.thread_id
        join customers cu on cu.id = c.customer_id
      where c.id = $1 and c.ended_at is null`,
    values: [conversationId],
  })
  return rows[0] ?? null
}
