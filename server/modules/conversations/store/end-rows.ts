import type { Sql } from '@/server/platform/db/pool'

/** Closes the open assignment and gives its place back; null when nobody held it. */
export async function releaseAssignment(
  sql: Sql,
  conversationId: string,
  at: Date,
  reason: string,
): Promise<{ agentId: string; groupId: string | null; held: boolean } | null> {
  const { rows } = await sql.query<{ agentId: string; groupId: string | null; held: boolean }>({
    name: 'release_assignment',
    text: `select agent_id as "agentId", group_id as "groupId", held from release_assignment($1, $2, $3)`,
    values: [conversationId, at, reason],
  })
  return rows[0] ?? null
}

/** Takes the conversation out of the queue and drops its timers; the group whose queue moved. */
export async function leaveQueueRows(sql: Sql, conversationId: string): Promise<string | null> {
  const { rows } = await sql.query<{ groupId: string }>({
    name: 'leave_queue',
    text: `with t as (delete from conversation_timers where conversation_id = $1)
      delete from queue_entries where conversation_id = $1 returning group_id as "groupId"`,
    values: [conversationId],
  })
  return rows[0]?.groupId ?? null
}

/** Whether its customer may rate it once it has ended. Locks the conversation, so that no answer slips in between. */
export async function canBeRated(sql: Sql, conversationId: string): Promise<boolean> {
  const { rows } = await sql.query<{ canRate: boolean }>({
    name: 'can_be_rated',
    text: `select c.agent_messages > 0 and (c.rating_invited_at is not null or coalesce((ch.settings->>'askRating')::boolean, true))
        and not exists (select 1 from ratings r where r.conversation_id = c.id) as "canRate"
      from conversations c join channels ch on ch.id = c.channel_id where c.id = $1 for no key update of c`,
    values: [conversationId],
  })
  return rows[0]?.canRate ?? false
}

export type Brief = {
  id: string
  number: number
  status: string
  customerId: string
  agentId: string | null
  groupId: string | null
  creationType: 'direct' | 'queued' | 'offline' | null
  endedAt: Date | null
  enteredAt: Date
  channelId: string
  agentMessages: number
  ratingInvitedAt: Date | null
  confirmClosing: boolean
  waitReason: string | null
}

/** What actions need of a conversation before they change it. */
export async function findBrief(sql: Sql, id: string): Promise<Brief | null> {
  const { rows } = await sql.query<Brief>({
    name: 'conversation_brief',
    text: `select c.id, c.number, c.status, c.customer_id as "customerId", c.agent_id as "agentId", c.group_id as "groupId",
        c.creation_type as "creationType", c.ended_at as "endedAt", coalesce(c.entered_at, c.created_at) as "enteredAt",
        c.channel_id as "channelId", c.agent_messages as "agentMessages", c.rating_invited_at as "ratingInvitedAt",
        ch.confirm_closing as "confirmClosing", c.wait_reason as "waitReason"
      from conversations c join channels ch on ch.id = c.channel_id where c.id = $1`,
    values: [id],
  })
  return rows[0] ?? null
}
