import type { AgentConversationView, ConversationView, QueueView } from '@/server/http/v1/contract'
import { batchedRead } from '@/server/platform/db/batched-read'
import { pool, type Sql } from '@/server/platform/db/pool'
import { thresholdsOf } from '../domain/transition-settings'

type Names = Record<string, string>

export type ConversationRow = {
  id: string
  number: number
  status: ConversationView['status']
  creationType: ConversationView['creationType']
  topic: string
  threadId: string
  categoryId: string | null
  categoryPath: Names[] | null
  wrapUpId: string | null
  wrapUpPath: Names[] | null
  agentId: string | null
  agentName: string | null
  agentAvatar: string | null
  groupId: string | null
  groupName: string | null
  channelId: string
  channelName: string
  channelThresholds: Record<string, unknown>
  groupThresholds: Record<string, unknown> | null
  organization: unknown
  confirmClosing: boolean
  askRating: boolean
  customer: AgentConversationView['customer']
  priority: number
  siteId: string | null
  projectType: string | null
  pageUrl: string | null
  waitReason: string | null
  lastSeq: number
  customerReadSeq: number
  agentReadSeq: number
  createdAt: Date
  enteredAt: Date | null
  assignedAt: Date | null
  endedAt: Date | null
  awaitingSince: Date | null
  lastMessageAt: Date | null
  lastMessageText: string | null
  lastMessageFrom: AgentConversationView['lastMessageFrom']
  agentMessages: number
  ratingInvitedAt: Date | null
  rating: ConversationView['rating']
  unread: number
  live: boolean
  noReply: AgentConversationView['noReply']
  silentSince: Date | null
  countdownEndsAt: Date | null
  snoozedUntil: Date | null
  tags: string[]
  stage: AgentConversationView['stage']
  contact: AgentConversationView['contact']
  form: AgentConversationView['form']
  transferCount: number
  reopenedCount: number
  returnToAgentId: string | null
  returnableUntil: Date | null
  afterWorkUntil: Date | null
  wrapUpRequired: boolean
}

const path = (table: string, id: string) => `(
  with recursive up as (
    select id, parent_id, names, 0 as depth from ${table} where id = ${id}
    union all select p.id, p.parent_id, p.names, up.depth + 1 from ${table} p join up on p.id = up.parent_id where up.depth < 20)
  select json_agg(names order by depth desc) from up)`

const SELECT = `select c.id, c.number, c.status, c.creation_type as "creationType", t.topic, c.thread_id as "threadId",
  c.category_id as "categoryId", case when c.category_id is not null then ${path('categories', 'c.category_id')} end as "categoryPath",
  c.wrap_up_id as "wrapUpId", case when c.wrap_up_id is not null then ${path('wrap_ups', 'c.wrap_up_id')} end as "wrapUpPath",
  c.agent_id as "agentId", a.public_name as "agentName", a.avatar_url as "agentAvatar",
  c.group_id as "groupId", g.name as "groupName", c.channel_id as "channelId", ch.name as "channelName",
  ch.thresholds as "channelThresholds", g.thresholds as "groupThresholds",
  (select o.settings from organization o where o.id = 1) as organization, ch.confirm_closing as "confirmClosing",
  coalesce((ch.settings->>'askRating')::boolean, true) as "askRating",
  json_build_object('id', cu.id, 'name', cu.name, 'externalId', cu.external_id, 'email', cu.email, 'phone', cu.phone,
    'language', cu.language, 'tags', cu.tags, 'vipLevel', cu.vip_level) as customer,
  c.priority, c.site_id as "siteId", c.project_type as "projectType", c.page_url as "pageUrl",
  c.wait_reason as "waitReason", c.last_seq as "lastSeq", c.customer_read_seq as "customerReadSeq",
  c.agent_read_seq as "agentReadSeq", c.created_at as "createdAt", c.entered_at as "enteredAt",
  c.assigned_at as "assignedAt", c.ended_at as "endedAt", c.awaiting_since as "awaitingSince",
  c.last_message_at as "lastMessageAt", c.last_message_text as "lastMessageText",
  c.last_message_from as "lastMessageFrom", c.agent_messages as "agentMessages",
  c.rating_invited_at as "ratingInvitedAt", c.live, c.no_reply as "noReply", c.silent_since as "silentSince",
  c.countdown_ends_at as "countdownEndsAt", c.snoozed_until as "snoozedUntil", c.tags, c.stage, c.contact, c.form,
  c.transfer_count as "transferCount", c.reopened_count as "reopenedCount", c.return_to_agent_id as "returnToAgentId",
  c.returnable_until as "returnableUntil", c.after_work_until as "afterWorkUntil",
  coalesce(g.settings->'wrapUpRequired' = 'true', false) as "wrapUpRequired",
  case when r.conversation_id is not null then json_build_object('score', r.score, 'tags', r.tags, 'comment', r.comment) end as rating,
  (select count(*)::int from messages m where m.conversation_id = c.id and m.seq > c.agent_read_seq and m.sender_kind = 'customer') as unread
  from conversations c join threads t on t.id = c.thread_id join customers cu on cu.id = c.customer_id
  join channels ch on ch.id = c.channel_id
  left join skill_groups g on g.id = c.group_id left join agents a on a.id = c.agent_id
  left join ratings r on r.conversation_id = c.id left join organization o on o.id = 1`

export async function findConversation(sql: Sql, id: string): Promise<ConversationRow | null> {
  const { rows } = await sql.query<ConversationRow>({
    name: 'conversation_by_id',
    text: `${SELECT} where c.id = $1`,
    values: [id],
  })
  return rows[0] ?? null
}

/** The same outside of a transaction; whoever asks at once is answered by one statement. */
export const conversationNow = (id: string): Promise<ConversationRow | undefined> => viewNow(id.toLowerCase())

const viewNow = batchedRead<ConversationRow>(
  'conversation.view',
  async (ids) => new Map((await listByIds(pool(), ids)).map((row) => [row.id, row])),
)

/** These conversations, in no order. */
export async function listByIds(sql: Sql, ids: string[]): Promise<ConversationRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql.query<ConversationRow>({
    name: 'conversations_by_id',
    text: `${SELECT} where c.id = any($1)`,
    values: [ids],
  })
  return rows
}

/** Open conversations that an agent holds, the longest waiting for a reply first. */
export async function listHeldBy(sql: Sql, agentId: string): Promise<ConversationRow[]> {
  const { rows } = await sql.query<ConversationRow>(
    `${SELECT} join assignments s on s.conversation_id = c.id and s.ended_at is null
     where s.agent_id = $1 order by c.awaiting_since nulls last, c.last_message_at limit 500`,
    [agentId],
  )
  return rows
}

/** Customers in the queues of these groups, the one served first in front. */
export async function listWaiting(sql: Sql, groupIds: string[], limit: number): Promise<ConversationRow[]> {
  const { rows } = await sql.query<ConversationRow>(
    `${SELECT} join queue_entries q on q.conversation_id = c.id where q.group_id = any($1)
     order by q.neg_priority, q.entered_at, q.conversation_id limit $2`,
    [groupIds, limit],
  )
  return rows
}

/** Messages left with these groups that have no receiver yet. */
export async function listUnassigned(
  sql: Sql,
  groupIds: string[],
  limit: number,
): Promise<ConversationRow[]> {
  const { rows } = await sql.query<ConversationRow>(
    `${SELECT} where c.group_id = any($1) and c.ended_at is null and c.agent_id is null and c.creation_type = 'offline'
     order by c.entered_at limit $2`,
    [groupIds, limit],
  )
  return rows
}

/** Messages to be worked off: one's own, and those of these groups without a receiver; the oldest first. */
export async function listOfflineOf(
  sql: Sql,
  agentId: string,
  groupIds: string[],
  limit: number,
): Promise<ConversationRow[]> {
  const { rows } = await sql.query<ConversationRow>(
    `${SELECT} where c.creation_type = 'offline' and c.ended_at is null
       and (c.agent_id = $1 or (c.agent_id is null and c.group_id = any($2))) order by c.entered_at limit $3`,
    [agentId, groupIds, limit],
  )
  return rows
}

/** What an agent ended lately. */
export async function listEndedBy(sql: Sql, agentId: string, limit: number): Promise<ConversationRow[]> {
  const { rows } = await sql.query<ConversationRow>(
    `${SELECT} where c.agent_id = $1 and c.ended_at is not null order by c.ended_at desc limit $2`,
    [agentId, limit],
  )
  return rows
}

/** The customer's open conversation on a channel, else the last one that ended. */
export async function findLatestOf(
  sql: Sql,
  customerId: string,
  channelId: string,
): Promise<ConversationRow | null> {
  const { rows } = await sql.query<ConversationRow>(
    `${SELECT} where c.customer_id = $1 and c.channel_id = $2 order by (c.ended_at is null) desc, c.created_at desc limit 1`,
    [customerId, channelId],
  )
  return rows[0] ?? null
}

/** Conversations of a customer, newest first; along one thread when it is named. */
export async function listOfCustomer(
  sql: Sql,
  filter: { customerId: string; threadId?: string; before?: Date; limit: number },
): Promise<ConversationRow[]> {
  const { rows } = await sql.query<ConversationRow>(
    `${SELECT} where c.customer_id = $1 and ($2::uuid is null or c.thread_id = $2)
       and ($3::timestamptz is null or c.created_at < $3) order by c.created_at desc limit $4`,
    [filter.customerId, filter.threadId ?? null, filter.before ?? null, filter.limit],
  )
  return rows
}

/** Shape for the customer. `at` in epoch ms decides whether it can still be rated. */
export function toCustomerView(row: ConversationRow, queue: QueueView | null, at: number): ConversationView {
  const fresh = row.endedAt !== null && at - row.endedAt.getTime() < thresholdsOf(row).ratingWindowMs
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    creationType: row.creationType,
    topic: row.topic,
    categoryId: row.categoryId,
    agent:
      row.agentId && row.agentName !== null
        ? { id: row.agentId, name: row.agentName, avatarUrl: row.agentAvatar }
        : null,
    queue,
    reason: row.waitReason,
    lastSeq: row.lastSeq,
    customerReadSeq: row.customerReadSeq,
    agentReadSeq: row.agentReadSeq,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    live: row.live,
    countdownEndsAt: row.countdownEndsAt?.toISOString() ?? null,
    rating: row.rating,
    canRate:
      row.rating === null &&
      row.agentMessages > 0 &&
      (row.endedAt === null
        ? row.ratingInvitedAt !== null
        : fresh && (row.askRating || row.ratingInvitedAt !== null)),
    contact: row.contact,
  }
}

// Past its time too: whether it is over is the reader's clock, so that events and a fetch say the same.
function returnOf({ returnToAgentId: agentId, returnableUntil: until }: ConversationRow) {
  return agentId && until ? { agentId, until: until.toISOString() } : null
}

/** Shape for the staff. */
export function toStaffView(
  row: ConversationRow,
  queue: QueueView | null,
  at: number,
): AgentConversationView {
  const { canRate: _, ...base } = toCustomerView(row, queue, at)
  return {
    ...base,
    customer: row.customer,
    channel: { id: row.channelId, name: row.channelName },
    group: row.groupId && row.groupName !== null ? { id: row.groupId, name: row.groupName } : null,
    category: row.categoryId ? { id: row.categoryId, path: row.categoryPath ?? [] } : null,
    wrapUp: row.wrapUpId ? { id: row.wrapUpId, path: row.wrapUpPath ?? [] } : null,
    priority: row.priority,
    siteId: row.siteId,
    projectType: row.projectType,
    pageUrl: row.pageUrl,
    enteredAt: row.enteredAt?.toISOString() ?? null,
    assignedAt: row.assignedAt?.toISOString() ?? null,
    // In a queue the clock may run on, but it is nobody's yet.
    awaitingSince: row.status === 'queued' ? null : (row.awaitingSince?.toISOString() ?? null),
    lastMessageAt: row.lastMessageAt?.toISOString() ?? null,
    lastMessageText: row.lastMessageText,
    lastMessageFrom: row.lastMessageFrom,
    unread: row.unread,
    noReply: row.noReply,
    silentSince: row.silentSince?.toISOString() ?? null,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    tags: row.tags,
    stage: row.stage,
    form: row.form,
    transferCount: row.transferCount,
    reopenedCount: row.reopenedCount,
    returnTo: returnOf(row),
    ratingInvitedAt: row.ratingInvitedAt?.toISOString() ?? null,
    closing: { wrapUpRequired: row.wrapUpRequired },
    afterWorkUntil: row.afterWorkUntil?.toISOString() ?? null,
    thresholds: {
      noReplyWarningMs: thresholdsOf(row).noReplyWarningMs,
      noReplyBreachMs: thresholdsOf(row).noReplyBreachMs,
    },
  }
}
