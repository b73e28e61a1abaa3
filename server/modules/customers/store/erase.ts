import type { Sql } from '@/server/platform/db/pool'
import type { EraseEffect, ErasureView } from '../contract'
import { withoutWords } from '../domain/without-words'

type Json = Parameters<typeof withoutWords>[0]

export async function countErasure(sql: Sql, customerId: string): Promise<EraseEffect> {
  const { rows } = await sql.query<EraseEffect>(
    `select count(*)::int as conversations, count(*) filter (where c.ended_at is null)::int as "openConversations",
       coalesce(sum(c.customer_messages + c.agent_messages), 0)::int as messages,
       (select count(*)::int from attachments a join conversations k on k.id = a.conversation_id where k.customer_id = $1) as files,
       (select count(*)::int from orders where customer_id = $1) as orders,
       (select count(*)::int from customer_notes where customer_id = $1) as notes
     from conversations c where c.customer_id = $1`,
    [customerId],
  )
  return rows[0] as EraseEffect
}

export type Erasure = {
  id: string
  customerId: string
  endOpen: boolean
  askedBy: string | null
  askedName: string
}
const COLUMNS = `id, customer_id as "customerId", end_open as "endOpen", asked_by as "askedBy", asked_name as "askedName"`

/** false: one is waiting already. */
export async function insertErasure(sql: Sql, one: Erasure & { at: Date }): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into customer_erasures(id, customer_id, asked_by, asked_name, end_open, asked_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (customer_id) where done_at is null do nothing`,
    [one.id, one.customerId, one.askedBy, one.askedName, one.endOpen, one.at],
  )
  return rowCount === 1
}

export async function findErasure(sql: Sql, id: string): Promise<Erasure | null> {
  const { rows } = await sql.query<Erasure>(
    `select ${COLUMNS} from customer_erasures where id = $1 and done_at is null`,
    [id],
  )
  return rows[0] ?? null
}

export async function findErasureOf(sql: Sql, customerId: string): Promise<ErasureView | null> {
  const { rows } = await sql.query<
    Omit<ErasureView, 'askedAt' | 'doneAt'> & { askedAt: Date; doneAt: Date | null }
  >(
    `select asked_at as "askedAt", asked_name as "askedBy", end_open as "endOpen", done_at as "doneAt", conversations,
       messages, files from customer_erasures where customer_id = $1 order by asked_at desc limit 1`,
    [customerId],
  )
  const row = rows[0]
  return row
    ? { ...row, askedAt: row.askedAt.toISOString(), doneAt: row.doneAt?.toISOString() ?? null }
    : null
}

export async function cancelErasure(sql: Sql, customerId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    'delete from customer_erasures where customer_id = $1 and done_at is null and conversations = 0',
    [customerId],
  )
  return (rowCount ?? 0) > 0
}

/** Those that may begin: nothing of theirs is open any more, or they end what is. */
export async function listReady(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select e.id from customer_erasures e where e.done_at is null and (e.end_open or not exists (
       select 1 from conversations c where c.customer_id = e.customer_id and c.ended_at is null)) limit 100`,
  )
  return rows.map(({ id }) => id)
}

export async function listOpen(sql: Sql, customerId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select id from conversations where customer_id = $1 and ended_at is null order by id',
    [customerId],
  )
  return rows.map(({ id }) => id)
}

/** Ended conversations that still have words, some of them, locked. */
export async function lockWithWords(
  sql: Sql,
  customerId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from conversations where customer_id = $1 and ended_at is not null and ($2::uuid is null or id > $2)
     order by id limit $3 for no key update`,
    [customerId, after, limit],
  )
  return rows.map(({ id }) => id)
}

/** What retention leaves of a conversation and erasure does not: whatever else a person wrote around it. */
export async function eraseAround(sql: Sql, ids: readonly string[]): Promise<void> {
  const run = (text: string) => sql.query(text, [ids])
  await run(
    `update conversations set tags = '{}', site_id = null, project_type = null, language = null where id = any($1)`,
  )
  await run(`update threads set topic = 'erased:' || id where topic <> 'general'
    and id in (select thread_id from conversations where id = any($1))`)
  await run(`update reply_mails set recipient = '', failure = null where conversation_id = any($1)`)
  await run(
    `delete from push_subscriptions where customer_id in (select customer_id from conversations where id = any($1))`,
  )
  await run(
    `update transcript_mails set recipient = '', recipient_hash = id::text::bytea where conversation_id = any($1)`,
  )
  await run(`update calls set provider_ref = null where conversation_id = any($1)`)
  await run(`update alarms set note = null where conversation_id = any($1)`)
  await run(`update webhook_deliveries set body = '{}', last_error = null
    where alarm_id in (select id from alarms where conversation_id = any($1))`)
  await run(`update bot_turns set question_key = null where conversation_id = any($1)`)
  await run(`delete from im_outbox where conversation_id = any($1)`)
  await run(`update event_deliveries set last_error = null where conversation_id = any($1)`)
  await run(`delete from notices where exists (select 1 from unnest($1::uuid[]) c
    where strpos(coalesce(href, '') || params::text, c::text) > 0)`)
  await rewrite(sql, ids, 'conversation_events', 'payload', ['conversation_id', 'seq'])
  await rewrite(sql, ids, 'dispatch_decisions', 'body', ['id'])
  await rewrite(sql, ids, 'alarms', 'detail', ['id'])
}

async function rewrite(
  sql: Sql,
  ids: readonly string[],
  table: string,
  column: string,
  key: readonly string[],
): Promise<void> {
  const { rows } = await sql.query<{ key: Record<string, string>; value: Json }>(
    `select jsonb_build_object(${key.map((name) => `'${name}', ${name}::text`).join(', ')}) as key, ${column} as value
     from ${table} where conversation_id = any($1)`,
    [ids],
  )
  const kept = rows.map((row) => ({ ...row.key, value: withoutWords(row.value) }))
  const shape = key.map((name) => `${name} ${name === 'seq' ? 'bigint' : 'uuid'}`).join(', ')
  await sql.query(
    `update ${table} t set ${column} = n.value from jsonb_to_recordset($1::jsonb) as n(${shape}, value jsonb)
     where ${key.map((name) => `t.${name} = n.${name}`).join(' and ')}`,
    [JSON.stringify(kept)],
  )
}

export async function addToErasure(
  sql: Sql,
  id: string,
  more: { conversations: number; messages: number; files: number },
): Promise<void> {
  await sql.query(
    `update customer_erasures set conversations = conversations + $2, messages = messages + $3, files = files + $4 where id = $1`,
    [id, more.conversations, more.messages, more.files],
  )
}

export async function countMessages(sql: Sql, ids: readonly string[]): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(
    `select count(*)::int as n from messages where conversation_id = any($1) and (text <> '' or meta is not null)`,
    [ids],
  )
  return rows[0]?.n ?? 0
}

/** Every row that stands for this person, and what is only theirs: ids, addresses, numbers. */
export async function lockPerson(
  sql: Sql,
  customerId: string,
): Promise<{ ids: string[]; texts: string[]; name: string } | null> {
  const { rows } = await sql.query<{
    id: string
    name: string
    email: string | null
    phone: string | null
    externalId: string | null
  }>(
    `select id, name, email, phone, external_id as "externalId" from customers
     where id = $1 or merged_into_id = $1 order by id for update`,
    [customerId],
  )
  const own = rows.find(({ id }) => id === customerId)
  if (!own) return null
  const texts = rows.flatMap(({ name, email, phone, externalId }) => [name, email, phone, externalId])
  return {
    ids: rows.map(({ id }) => id),
    texts: texts.filter((text): text is string => Boolean(text) && text !== '–'),
    name: own.name,
  }
}

/** Files that were uploaded and never sent; their ids. */
export async function deleteUnsent(sql: Sql, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `delete from attachments where uploader_kind = 'customer' and uploader_id = any($1) returning id`,
    [ids],
  )
  return rows.map(({ id }) => id)
}

export async function markErased(sql: Sql, ids: readonly string[], at: Date): Promise<void> {
  await sql.query('update customers set erased_at = coalesce(erased_at, $2) where id = any($1)', [ids, at])
}

/** The rows stay, so that reports count as many customers as there were; they say nothing any more. */
export async function erasePerson(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query(
    `delete from im_inbox i using im_customers m where m.customer_id = any($1) and i.channel_id = m.channel_id
       and (i.sender = m.im_user_id or i.robot_id = m.shadow_id)`,
    [ids],
  )
  await sql.query('delete from im_customers where customer_id = any($1)', [ids])
  await sql.query('delete from orders where customer_id = any($1)', [ids])
  await sql.query(
    `delete from im_inbox i using im_customers c
     where c.customer_id = any($1) and i.channel_id = c.channel_id and i.sender = c.im_user_id`,
    [ids],
  )
  await sql.query('delete from im_customers where customer_id = any($1)', [ids])
  await sql.query('delete from customer_notes where customer_id = any($1)', [ids])
  await sql.query(
    `update customers set name = '–', email = null, phone = null, external_id = null, language = null, tags = '{}',
       vip_level = 0, profile = '{}', fields = '{}', blocked_at = null, blocked_by = null, blocked_reason = null,
       version = version + 1 where id = any($1)`,
    [ids],
  )
}

export async function endErasure(sql: Sql, id: string, at: Date): Promise<void> {
  await sql.query('update customer_erasures set done_at = $2 where id = $1', [id, at])
}
