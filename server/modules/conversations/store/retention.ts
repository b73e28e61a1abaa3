import type { Sql } from '@/server/platform/db/pool'

const OLD = `ended_at < $1 and (content_erased_at is null or content_erased_at < ended_at)`

export async function countOldConversations(sql: Sql, until: Date): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(
    `select count(*)::int as n from conversations where ${OLD}`,
    [until],
  )
  return rows[0]?.n ?? 0
}

/** Some that ended before `until` and still have words, locked; what somebody else holds is left for the next round. */
export async function lockOldConversations(sql: Sql, until: Date, limit: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select id from conversations where ${OLD} order by ended_at, id limit $2 for no key update skip locked`,
    [until, limit],
  )
  return rows.map(({ id }) => id)
}

/** What an entry of the log may hold of somebody's words. */
const WORDS = [
  ...['{meta}', '{patch,lastMessageText}', '{patch,contact}', '{patch,form}', '{patch,wrapUpNote}'],
  ...['{patch,rating,comment}', '{patch,pageUrl}', '{detail,note}', '{detail,phone}', '{detail,text}'],
]
const withoutWords = WORDS.reduce((payload, path) => `${payload} #- '${path}'`, 'payload')

/**
 * Takes the words of locked conversations. What reports count stays: the conversation with its times, groups
 * and agents, who wrote when, the stars of the rating. Returns the files whose rows are gone.
 */
export async function eraseContents(sql: Sql, ids: readonly string[], at: Date): Promise<string[]> {
  const run = (text: string) => sql.query(text, [ids])
  await run(
    `update messages set text = '', meta = null, attachment_id = null where conversation_id = any($1)`,
  )
  await run(`update conversation_events set payload = ${withoutWords} ||
    case when type = 'message' then '{"text": "", "attachmentId": null}'::jsonb else '{}'::jsonb end
    where conversation_id = any($1)`)
  await run(`update ratings set comment = null, follow_up_note = null where conversation_id = any($1)`)
  await run(`update calls set phone = '', note = null, recording_url = null where conversation_id = any($1)`)
  await run(`update conversation_participants set note = null where conversation_id = any($1)`)
  await run(`update reply_mails set recipient = '' where conversation_id = any($1)`)
  await run(`update conversation_search set words = '' where conversation_id = any($1)`)
  await run(`delete from masked_originals where conversation_id = any($1)`)
  await sql.query(
    `update conversations set contact = null, form = null, page_url = null, wrap_up_note = null,
       last_message_text = null, content_erased_at = $2 where id = any($1)`,
    [ids, at],
  )
  const { rows } = await sql.query<{ id: string }>(
    'delete from attachments where conversation_id = any($1) returning id',
    [ids],
  )
  return rows.map(({ id }) => id)
}

/** Customers of these conversations who have no other that still has words: a name and addresses without use. */
export async function forgetCustomers(sql: Sql, ids: readonly string[]): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    `update customers cu set name = '–', email = null, phone = null, external_id = null, tags = '{}', profile = '{}',
       fields = '{}', blocked_reason = null
     where cu.id in (select customer_id from conversations where id = any($1)) and not exists (
       select 1 from conversations c where c.customer_id = cu.id and (c.content_erased_at is null or c.ended_at is null
         or c.content_erased_at < c.ended_at)) returning id`,
    [ids],
  )
  const gone = rows.map(({ id }) => id)
  if (gone.length === 0) return
  await sql.query('delete from customer_notes where customer_id = any($1)', [gone])
  await sql.query('update customers set external_id = null where merged_into_id = any($1)', [gone])
}

const OLD_FILES = `from attachments a join conversations c on c.id = a.conversation_id
  where a.created_at < $1 and c.ended_at is not null`

export async function countOldAttachments(sql: Sql, until: Date): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(`select count(*)::int as n ${OLD_FILES}`, [until])
  return rows[0]?.n ?? 0
}

/** Files of ended conversations from before `until`; their messages stay, without them. */
export async function eraseOldAttachments(sql: Sql, until: Date, limit: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string; conversationId: string }>(
    `select a.id, a.conversation_id as "conversationId" ${OLD_FILES} order by a.created_at limit $2 for update of a skip locked`,
    [until, limit],
  )
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const conversations = [...new Set(rows.map(({ conversationId }) => conversationId))].sort()
  await sql.query('select 1 from conversations where id = any($1) order by id for no key update', [
    conversations,
  ])
  await sql.query(
    `with m as (update messages set attachment_id = null where conversation_id = any($2) and attachment_id = any($1)
       returning conversation_id, seq)
     update conversation_events e set payload = e.payload || '{"attachmentId": null}' from m
     where e.conversation_id = m.conversation_id and e.seq = m.seq and e.type = 'message'`,
    [ids, conversations],
  )
  await sql.query('delete from attachments where id = any($1)', [ids])
  return ids
}

export type RunCounts = { conversations: number; attachments: number; auditValues: number }

/** False when this day's run was begun already. */
export async function beginRun(sql: Sql, day: string, at: Date): Promise<boolean> {
  const { rowCount } = await sql.query(
    'insert into retention_runs(day, started_at) values ($1, $2) on conflict do nothing',
    [day, at],
  )
  return rowCount === 1
}

export async function addToRun(sql: Sql, day: string, more: Partial<RunCounts>): Promise<void> {
  await sql.query(
    `update retention_runs set conversations = conversations + $2, attachments = attachments + $3,
       audit_values = audit_values + $4 where day = $1`,
    [day, more.conversations ?? 0, more.attachments ?? 0, more.auditValues ?? 0],
  )
}

/** Its counts, once; null when it has ended before. */
export async function endRun(sql: Sql, day: string, at: Date): Promise<RunCounts | null> {
  const { rows } = await sql.query<RunCounts>(
    `update retention_runs set ended_at = $2 where day = $1 and ended_at is null
     returning conversations, attachments, audit_values as "auditValues"`,
    [day, at],
  )
  return rows[0] ?? null
}
