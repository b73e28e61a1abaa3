import type { Sql } from '@/server/platform/db/pool'
import type { PushSubscriptionInput } from '../contract'

export type StoredKeys = { publicKey: string; privateKey: Buffer }

export async function findPushKeys(sql: Sql): Promise<StoredKeys | null> {
  const { rows } = await sql.query<StoredKeys>(
    'select public_key as "publicKey", private_key as "privateKey" from push_keys',
  )
  return rows[0] ?? null
}

/** Whoever is first makes them; all others find those. */
export async function insertPushKeys(sql: Sql, keys: StoredKeys): Promise<void> {
  await sql.query(
    'insert into push_keys(public_key, private_key) values ($1, $2) on conflict (id) do nothing',
    [keys.publicKey, keys.privateKey],
  )
}

type Whose = { id: string; customerId: string; channelId: string; at: Date }
const MOST_OF_CUSTOMER = 10

/** A browser belongs to whoever subscribed last; of a customer's many the oldest go. */
export async function upsertSubscription(
  sql: Sql,
  { id, customerId, channelId, at }: Whose,
  { endpoint, keys, language }: PushSubscriptionInput,
): Promise<void> {
  await sql.query(
    `insert into push_subscriptions(id, customer_id, channel_id, endpoint, p256dh, auth, language, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (endpoint) do update set customer_id = $2, channel_id = $3, p256dh = $5, auth = $6, language = $7,
       created_at = $8`,
    [id, customerId, channelId, endpoint, keys.p256dh, keys.auth, language ?? null, at],
  )
  await sql.query(
    `delete from push_subscriptions where id in (
       select id from push_subscriptions where customer_id = $1 order by created_at desc, id offset $2)`,
    [customerId, MOST_OF_CUSTOMER],
  )
}

type Looking = { settledBefore: Date; since: Date; connected: string[] }
export type Untold = { conversationId: string; untilSeq: number }

/** Conversations with an answer that their customer has neither read nor been told of, though a browser wants it. */
export async function listUntold(sql: Sql, looking: Looking): Promise<Untold[]> {
  const { rows } = await sql.query<Untold>({
    name: 'untold_answers',
    text: `select c.id as "conversationId", m.seq as "untilSeq"
      from conversations c
        cross join lateral (select m.seq, m.created_at from messages m where m.conversation_id = c.id
          and m.sender_kind = 'agent' and m.kind not in ('note', 'system') and m.recalled_at is null
          order by m.seq desc limit 1) m
        left join push_marks p on p.conversation_id = c.id
      where exists (select 1 from push_subscriptions s where s.customer_id = c.customer_id and s.channel_id = c.channel_id)
        and c.last_message_at >= $2 and m.created_at >= $2 and m.created_at < $1
        and m.seq > greatest(coalesce(p.until_seq, 0), c.customer_read_seq) and not c.id = any($3::uuid[])
      order by m.created_at limit 200`,
    values: [looking.settledBefore, looking.since, looking.connected],
  })
  return rows
}

/** The browsers to tell; none when another process was there before. */
export async function takeUntold(sql: Sql, { conversationId, untilSeq }: Untold): Promise<string[]> {
  const { rowCount } = await sql.query(
    `insert into push_marks(conversation_id, until_seq) values ($1, $2)
     on conflict (conversation_id) do update set until_seq = $2 where push_marks.until_seq < $2`,
    [conversationId, untilSeq],
  )
  if (rowCount === 0) return []
  const { rows } = await sql.query<{ id: string }>(
    `select s.id from push_subscriptions s join conversations c on c.id = $1
     where s.customer_id = c.customer_id and s.channel_id = c.channel_id`,
    [conversationId],
  )
  return rows.map(({ id }) => id)
}

export type Telling = {
  endpoint: string
  p256dh: string
  auth: string
  language: string
  channelKey: string
  channelName: string
  withText: boolean
  text: string
}

/** What one browser is told now; null when it is gone, or all was read or taken back meanwhile. */
export async function findTelling(
  sql: Sql,
  of: Untold & { subscriptionId: string },
): Promise<Telling | null> {
  const { rows } = await sql.query<Telling>(
    `select s.endpoint, s.p256dh, s.auth, coalesce(s.language, c.language, ch.language) as language,
       ch.public_key as "channelKey", ch.name as "channelName",
       coalesce((ch.settings->>'pushText')::boolean, false) as "withText", m.text
     from push_subscriptions s join conversations c on c.id = $2 and c.customer_id = s.customer_id
       join channels ch on ch.id = c.channel_id join messages m on m.conversation_id = c.id and m.seq = $3
     where s.id = $1 and m.recalled_at is null and c.customer_read_seq < $3`,
    [of.subscriptionId, of.conversationId, of.untilSeq],
  )
  return rows[0] ?? null
}

export async function dropSubscription(sql: Sql, id: string): Promise<void> {
  await sql.query('delete from push_subscriptions where id = $1', [id])
}
