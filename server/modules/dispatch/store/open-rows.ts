import type { LogEntry } from '@/server/events/log-entry'
import { batchedRead } from '@/server/platform/db/batched-read'
import { pool, type Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'

export type ThreadKey = { customerId: string; initiator: string; topic: string }

export type Thread = { threadId: string; openConversationId: string | null; former: boolean }

/**
 * The threads of (customer, initiator, topic), made when new, each with its open conversation if there is one, and
 * whether one has ended on it. In the order of `keys`, of which no two may be equal.
 */
export async function openThreads(sql: Sql, keys: readonly ThreadKey[]): Promise<Thread[]> {
  const { rows } = await sql.query<Thread>({
    name: 'open_threads',
    text: `with i as (select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) with ordinality as i(id, customer, initiator, topic, n)),
      t as (
        insert into threads(id, customer_id, initiator, topic) select id, customer, initiator, topic from i order by customer, topic
        on conflict (customer_id, initiator, topic, branch) do update set topic = excluded.topic
        returning id, customer_id, initiator, topic)
      select t.id as "threadId",
        (select c.id from conversations c where c.thread_id = t.id and c.ended_at is null) as "openConversationId",
        exists (select 1 from conversations c where c.thread_id = t.id and c.ended_at is not null) as former
      from i join t on t.customer_id = i.customer and t.initiator = i.initiator and t.topic = i.topic order by i.n`,
    values: [
      keys.map(() => newId()),
      keys.map(({ customerId }) => customerId),
      keys.map(({ initiator }) => initiator),
      keys.map(({ topic }) => topic),
    ],
  })
  if (rows.length !== keys.length) throw new Error('a thread was neither found nor made')
  return rows
}

/** The same for one. */
export async function openThread(sql: Sql, key: ThreadKey): Promise<Thread> {
  const [thread] = await openThreads(sql, [key])
  return thread as Thread
}

export type NewConversation = {
  id: string
  threadId: string
  customerId: string
  channelId: string
  categoryId: string | null
  priority: number
  siteId: string | null
  projectType: string | null
  pageUrl: string | null
  language: string | null
  offered: boolean
  at: Date
  stage?: 'before_sale' | 'after_sale' | null
  contact?: Record<string, string> | null
  form?: Record<string, string> | null
  /** The bot answers first: a human was not asked for yet. */
  withBot?: boolean
}

/** Conversations' rows: with the bot, or waiting to be dispatched within the same transaction. */
export async function insertConversations(sql: Sql, inputs: readonly NewConversation[]): Promise<LogEntry[]> {
  const of = <T>(pick: (c: NewConversation) => T) => inputs.map(pick)
  const json = (value: object | null | undefined) => (value ? JSON.stringify(value) : null)
  const payloadOf = ({ channelId }: NewConversation) => ({ patch: {}, detail: { channelId } })
  await sql.query({
    name: 'insert_conversations',
    text: `with i as (select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::int[], $7::text[],
          $8::text[], $9::text[], $10::text[], $11::boolean[], $12::boolean[], $13::timestamptz[], $14::text[], $15::jsonb[],
          $16::jsonb[], $17::jsonb[]) as i(id, thread, customer, channel, category, priority, site, project, page, language,
          offered, bot, at, stage, contact, form, payload)),
      c as (
        insert into conversations(id, thread_id, customer_id, channel_id, category_id, priority, site_id, project_type,
          page_url, language, offered, status, created_at, entered_at, state_since, last_seq, stage, contact, form)
        select id, thread, customer, channel, category, priority, site, project, page, language, offered,
          case when bot then 'with_bot' else 'queued' end, at, case when not bot then at end, at, 1, stage, contact, form
        from i returning id)
      insert into conversation_events(conversation_id, seq, type, audience, payload, created_at)
      select c.id, 1, 'opened', 'both', i.payload, i.at from c join i on i.id = c.id`,
    values: [
      of((c) => c.id),
      of((c) => c.threadId),
      of((c) => c.customerId),
      of((c) => c.channelId),
      of((c) => c.categoryId),
      of((c) => c.priority),
      of((c) => c.siteId),
      of((c) => c.projectType),
      of((c) => c.pageUrl),
      of((c) => c.language),
      of((c) => c.offered),
      of((c) => c.withBot ?? false),
      of((c) => c.at),
      of((c) => c.stage ?? null),
      of((c) => json(c.contact)),
      of((c) => json(c.form)),
      of((c) => json(payloadOf(c))),
    ],
  })
  return inputs.map((c) => ({
    conversationId: c.id,
    seq: 1,
    type: 'opened',
    audience: 'both',
    payload: payloadOf(c),
    at: c.at,
    customerId: c.customerId,
    agentIds: [],
  }))
}

/** The same for one. */
export async function insertConversation(sql: Sql, c: NewConversation): Promise<LogEntry> {
  const [entry] = await insertConversations(sql, [c])
  return entry as LogEntry
}

export type CustomerFacts = {
  /** The customer's own id, or of whom they were merged into. */
  id: string
  blocked: boolean
  erased: boolean
  tags: string[]
  vipLevel: number
  /** An e-mail address or a telephone number is known. */
  reachable: boolean
  lastAgent: { agentId: string; at: Date } | null
  /** Something has ended on the thread of this topic that the customer began. */
  former: boolean
}

/** What routing wants to know of a customer who asks about this topic. */
export const customerFacts = async (customerId: string, topic: string): Promise<CustomerFacts | null> =>
  (await factsNow(`${customerId} ${topic}`)) ?? null

type FactsRow = Omit<CustomerFacts, 'lastAgent'> & {
  key: string
  agentId: string | null
  endedAt: Date | null
}

const factsNow = batchedRead('customer.facts', async (keys) => {
  const { rows } = await pool().query<FactsRow>({
    name: 'customer_facts',
    text: `select k.key, cu.id, cu.blocked_at is not null as blocked, cu.erased_at is not null as erased, cu.tags,
        cu.vip_level as "vipLevel", coalesce(cu.email, cu.phone) is not null as reachable,
        l.agent_id as "agentId", l.ended_at as "endedAt", exists (
          select 1 from threads t join conversations c on c.thread_id = t.id and c.ended_at is not null
          where t.customer_id = cu.id and t.initiator = 'customer' and t.topic = substr(k.key, 38) and t.branch = 0) as former
      from unnest($1::text[]) k(key) join customers asked on asked.id = left(k.key, 36)::uuid
      join customers cu on cu.id = coalesce(asked.merged_into_id, asked.id)
      left join lateral (select c.agent_id, c.ended_at from conversations c where c.customer_id = cu.id
        and c.agent_id is not null and c.ended_at is not null order by c.created_at desc limit 1) l on true`,
    values: [keys],
  })
  return new Map(
    rows.map(({ key, agentId, endedAt, ...facts }) => [
      key,
      { ...facts, lastAgent: agentId && endedAt ? { agentId, at: endedAt } : null },
    ]),
  )
})

/** From the bot to a human: the first request counts as the entry, and whether it was within service hours. */
export async function noteEntry(
  sql: Sql,
  { conversationId, offered, at }: { conversationId: string; offered: boolean; at: Date },
): Promise<void> {
  await sql.query(
    `update conversations set offered = case when entered_at is null then $3 else offered end,
      entered_at = coalesce(entered_at, $2) where id = $1`,
    [conversationId, at, offered],
  )
}

export type Returnable = { agentId: string; until: Date }

/** One transfer more, and who may have it back until when; what the staff's view shows of it. */
export async function countTransfer(
  sql: Sql,
  conversationId: string,
  returnTo: Returnable | null,
): Promise<Record<string, unknown>> {
  const { rows } = await sql.query<{ transferCount: number }>(
    `update conversations set transfer_count = transfer_count + 1, return_to_agent_id = $2, returnable_until = $3
     where id = $1 returning transfer_count as "transferCount"`,
    [conversationId, returnTo?.agentId ?? null, returnTo?.until ?? null],
  )
  return {
    transferCount: rows[0]?.transferCount ?? 0,
    returnTo: returnTo && { agentId: returnTo.agentId, until: returnTo.until.toISOString() },
  }
}

/** Who may have it back, until when, and in which group they held it. */
export async function findReturn(
  sql: Sql,
  conversationId: string,
): Promise<(Returnable & { groupId: string | null }) | null> {
  const { rows } = await sql.query<Returnable & { groupId: string | null }>(
    `select c.return_to_agent_id as "agentId", c.returnable_until as until,
       coalesce((select s.group_id from assignments s where s.conversation_id = c.id and s.agent_id = c.return_to_agent_id
         order by s.started_at desc limit 1), c.group_id) as "groupId"
     from conversations c where c.id = $1 and c.return_to_agent_id is not null and c.returnable_until is not null`,
    [conversationId],
  )
  return rows[0] ?? null
}

/** For how many minutes a transfer out of this group can be given back. */
export async function findReturnMinutes(sql: Sql, groupId: string): Promise<unknown> {
  const { rows } = await sql.query<{ minutes: unknown }>(
    `select settings->'returnMinutes' as minutes from skill_groups where id = $1`,
    [groupId],
  )
  return rows[0]?.minutes ?? undefined
}

export type Former = { id: string; agentId: string | null; groupId: string | null }

/** The last conversation of a thread when it ended on this channel and an agent had it. */
export async function findFormer(sql: Sql, threadId: string, channelId: string): Promise<Former | null> {
  const { rows } = await sql.query<Former & { served: boolean }>({
    name: 'thread_former',
    text: `select id, agent_id as "agentId", group_id as "groupId", first_assigned_at is not null and channel_id = $2 as served
      from conversations where thread_id = $1 and ended_at is not null order by created_at desc limit 1`,
    values: [threadId, channelId],
  })
  const row = rows[0]
  return row?.served ? row : null
}

/** The same, by the thread's key; nothing when the thread is new. */
export async function findFormerOf(sql: Sql, key: ThreadKey, channelId: string): Promise<Former | null> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'thread_of',
    text: 'select id from threads where customer_id = $1 and initiator = $2 and topic = $3 and branch = 0',
    values: [key.customerId, key.initiator, key.topic],
  })
  return rows[0] ? findFormer(sql, rows[0].id, channelId) : null
}
