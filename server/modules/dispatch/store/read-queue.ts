import type { Sql } from '@/server/platform/db/pool'

export type QueueHead = { conversationId: string; groupId: string; priority: number; enteredAt: Date }

/**
 * The first of each group's queue, the one served first in front. Only of groups where something can happen:
 * somebody has room, or nobody is there any more; of all of them when `all`.
 */
export async function listHeads(sql: Sql, groupIds: string[], all: boolean): Promise<QueueHead[]> {
  const { rows } = await sql.query<QueueHead>({
    name: 'queue_heads',
    text: `select q.conversation_id as "conversationId", q.group_id as "groupId", -q.neg_priority as priority, q.entered_at as "enteredAt"
      from unnest($1::uuid[]) as g(id) cross join lateral (
        select * from queue_entries q where q.group_id = g.id
        order by q.neg_priority, q.entered_at, q.conversation_id limit 1) q
      where $2 or exists (select 1 from group_members m where m.group_id = g.id and m.sort_key > 0)
        or not exists (select 1 from group_members m join agents a on a.id = m.agent_id
          where m.group_id = g.id and a.enabled and a.status <> 'offline')
      order by q.neg_priority, q.entered_at, q.conversation_id`,
    values: [groupIds, all],
  })
  return rows
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
  /** When it came into the queue it stands in. */
  groupEnteredAt: Date | null
  categoryId: string | null
  language: string | null
  siteId: string | null
  projectType: string | null
  topic: string
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
        q.group_entered_at as "groupEnteredAt", c.category_id as "categoryId", c.language, c.site_id as "siteId", c.project_type as "projectType", t.topic, cu.tags, cu.vip_level as "vipLevel"
      from conversations c left join queue_entries q on q.conversation_id = c.id join threads t on t.id = c.thread_id
        join customers cu on cu.id = c.customer_id
      where c.id = $1 and c.ended_at is null`,
    values: [conversationId],
  })
  return rows[0] ?? null
}

/** Who has stood in a group's queue for as long as the group allows, wherever in the line; the longest first. */
export async function listWaitedTooLong(sql: Sql, at: Date): Promise<QueueHead[]> {
  const { rows } = await sql.query<QueueHead>({
    name: 'queue_waited_too_long',
    text: `select q.conversation_id as "conversationId", q.group_id as "groupId", -q.neg_priority as priority, q.entered_at as "enteredAt"
      from skill_groups g join queue_entries q on q.group_id = g.id
      where g.max_wait_seconds is not null and q.choice is null
        and coalesce(q.group_entered_at, q.entered_at) <= $1::timestamptz - make_interval(secs => g.max_wait_seconds)
      order by coalesce(q.group_entered_at, q.entered_at), q.conversation_id limit 500`,
    values: [at],
  })
  return rows
}
