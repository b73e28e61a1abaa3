import type { EventType, LogEntry } from '@/server/events/log-entry'
import type { Sql } from '@/server/platform/db/pool'

/** What a customer in the IM is told of. */
const TOLD: readonly EventType[] = [
  'message',
  'queued',
  'assigned',
  'transferred',
  'reopened',
  'status',
  'reminded',
  'ended',
  'rating_invited',
  'rated',
  'queue_choice',
]

/** Which entries of the log concern a connection since it last looked, and who was with the customer then. */
const ENTRIES = `select e.conversation_id, e.seq, e.type, e.payload, e.created_at, w.channel_id, m.id as im_customer_id,
    m.im_user_id, (select x.payload#>>'{patch,agent,id}' from conversation_events x
      where x.conversation_id = e.conversation_id and x.seq < e.seq and x.payload->'patch' ? 'agent'
      order by x.seq desc limit 1) as holder
  from im_connections w
    cross join lateral (select * from conversation_events e where e.tx >= w.horizon offset 0) e
    join conversations c on c.id = e.conversation_id and c.channel_id = w.channel_id
    join im_customers m on m.channel_id = w.channel_id and m.customer_id = c.customer_id
  where w.enabled and e.created_at >= w.since and e.audience = 'both' and e.type = any($2)`

/**
 * Writes down what the IM is owed since the connections last looked, in the caller's transaction: to the customer
 * through the robot what others say and what happens, to an agent who is linked through the shadow what the
 * customer says. Nothing that commits late is passed over, and what is seen twice is written once.
 */
export async function collectOwed(sql: Sql, at: Date): Promise<number> {
  const locked = await sql.query<{ held: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('im outbox')) as held`,
  )
  if (!locked.rows[0]?.held) return 0
  const { rows } = await sql.query<{ horizon: string }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as horizon
     where exists (select 1 from im_connections where enabled)`,
  )
  const horizon = rows[0]?.horizon
  if (horizon === undefined) return 0
  const { rowCount } = await sql.query({
    name: 'collect_im_outbox',
    text: `with entries as (${ENTRIES}), owed as (
        select channel_id, im_customer_id, 'robot' as via, im_user_id as target, conversation_id, seq, created_at
        from entries where type <> 'message' or payload->>'senderKind' <> 'customer'
        union all
        select e.channel_id, e.im_customer_id, 'shadow', a.im_user_id, e.conversation_id, e.seq, e.created_at
        from entries e join im_agents a on a.channel_id = e.channel_id and a.agent_id in (
          nullif(e.holder, '')::uuid, nullif(e.payload#>>'{patch,agent,id}', '')::uuid)
          and (e.type in ('assigned', 'transferred', 'reopened', 'queued', 'ended')
            or (e.type = 'message' and e.payload->>'senderKind' = 'customer'))
        where exists (select 1 from im_connections w where w.channel_id = e.channel_id and w.admin_secret is not null))
      insert into im_outbox(channel_id, im_customer_id, via, target, conversation_id, seq, key, at, due_at)
      select channel_id, im_customer_id, via, target, conversation_id, seq,
        conversation_id || ':' || seq || ':' || via || ':' || target, created_at, $1
      from owed order by created_at, conversation_id, seq
      on conflict (channel_id, key) do nothing`,
    values: [at, TOLD],
  })
  await sql.query('update im_connections set horizon = $1::xid8 where enabled', [horizon])
  return rowCount ?? 0
}

export type OwnWords = {
  channelId: string
  imCustomerId: string | null
  via: 'robot' | 'shadow'
  target: string
  conversationId?: string | null
  text: string
  key: string
}

/** Words that stand in no log, once for each key. */
export async function insertOwnWords(sql: Sql, words: OwnWords, at: Date): Promise<void> {
  await sql.query(
    `insert into im_outbox(channel_id, im_customer_id, via, target, conversation_id, body, key, at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict (channel_id, key) do nothing`,
    [
      ...[words.channelId, words.imCustomerId, words.via, words.target, words.conversationId ?? null],
      ...[JSON.stringify({ text: words.text }), words.key, at],
    ],
  )
}

export type Owed = {
  id: string
  channelId: string
  imCustomerId: string | null
  via: 'robot' | 'shadow'
  target: string
  conversationId: string | null
  seq: number | null
  body: { text: string } | null
  attempts: number
  /** A try before was begun and nobody knows how it ended. */
  repeated: boolean
}

/**
 * Takes the first that is due of each talk. It is marked as begun before the IM hears of it: whoever takes it
 * again after a death knows that it may have been sent.
 */
export async function claimOwed(sql: Sql, at: Date, until: Date, limit: number): Promise<Owed[]> {
  const { rows } = await sql.query<Owed>({
    name: 'claim_im_outbox',
    text: `with heads as (
        select o.id, o.unknown from im_outbox o join im_connections w on w.channel_id = o.channel_id and w.enabled
        where o.due_at <= $1 and o.sent_at is null and o.given_up_at is null
          and not exists (select 1 from im_outbox p where p.channel_id = o.channel_id and p.target = o.target
            and p.via = o.via and p.im_customer_id is not distinct from o.im_customer_id and p.position < o.position
            and p.sent_at is null and p.given_up_at is null)
        order by o.due_at, o.position limit $3)
      update im_outbox o set due_at = $2, attempts = o.attempts + 1, unknown = true, repeated = o.repeated or h.unknown
      from heads h
      where o.id = h.id and o.due_at <= $1 and o.sent_at is null and o.given_up_at is null
      returning o.id, o.channel_id as "channelId", o.im_customer_id as "imCustomerId", o.via, o.target,
        o.conversation_id as "conversationId", o.seq, o.body, o.attempts, o.repeated`,
    values: [at, until, limit],
  })
  return rows
}

export async function noteSent(sql: Sql, id: string, messageUid: string | null, at: Date): Promise<void> {
  await sql.query(
    `update im_outbox set sent_at = $3, message_uid = $2, unknown = false, body = null, last_error = null
     where id = $1`,
    [id, messageUid, at],
  )
}

/** `unknown`: it may have been taken. `next` null: given up. */
export async function noteUnsent(
  sql: Sql,
  row: { id: string; error: string; unknown: boolean; at: Date; next: Date | null },
): Promise<void> {
  await sql.query(
    `update im_outbox set last_error = $2, unknown = $3, due_at = coalesce($5, due_at),
       given_up_at = case when $5::timestamptz is null then $4::timestamptz end where id = $1`,
    [row.id, row.error.slice(0, 500), row.unknown, row.at, row.next],
  )
}

type EntryRow = Pick<LogEntry, 'conversationId' | 'seq' | 'audience' | 'at' | 'customerId'> & {
  type: LogEntry['type']
  payload: LogEntry['payload']
  number: number
  creationType: string | null
  /** Who had it before this entry. */
  holder: string | null
}

/** The entry as the log has it now; null when the conversation is gone. */
export async function findEntry(
  sql: Sql,
  conversationId: string,
  seq: number,
): Promise<{ entry: LogEntry; number: number; creationType: string | null; holder: string | null } | null> {
  const { rows } = await sql.query<EntryRow>({
    name: 'find_im_entry',
    text: `select e.conversation_id as "conversationId", e.seq, e.type, e.audience, e.payload, e.created_at as at,
        c.customer_id as "customerId", c.number, c.creation_type as "creationType",
        (select x.payload#>>'{patch,agent,id}' from conversation_events x where x.conversation_id = e.conversation_id
          and x.seq < e.seq and x.payload->'patch' ? 'agent' order by x.seq desc limit 1) as holder
      from conversation_events e join conversations c on c.id = e.conversation_id
      where e.conversation_id = $1 and e.seq = $2`,
    values: [conversationId, seq],
  })
  const row = rows[0]
  if (!row) return null
  const { number, creationType, holder, ...entry } = row
  return { entry: { ...entry, agentIds: [] } as unknown as LogEntry, number, creationType, holder }
}
