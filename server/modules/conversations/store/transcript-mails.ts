import { createHash } from 'node:crypto'
import type { Sql } from '@/server/platform/db/pool'
import type { TranscriptLine } from '../domain/transcript-mail'

const hashOf = (recipient: string): Buffer => createHash('sha256').update(recipient.toLowerCase()).digest()

export type Asked = {
  id: string
  conversationId: string
  askedBy: 'customer' | 'staff'
  recipient: string
  language: string | null
  at: Date
}

/** Under the conversation's row lock. False: the same is on its way to this address already. */
export async function insertTranscript(sql: Sql, asked: Asked): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into transcript_mails(id, conversation_id, asked_by, until_seq, recipient, recipient_hash, language, created_at)
     select $1, c.id, $3, c.last_seq, $4, $5, $6, $7 from conversations c where c.id = $2
     on conflict (conversation_id, until_seq, recipient_hash) do nothing`,
    [
      ...[asked.id, asked.conversationId, asked.askedBy, asked.recipient, hashOf(asked.recipient)],
      ...[asked.language, asked.at],
    ],
  )
  return rowCount === 1
}

/** Locks the conversation; how often its customer asked, for it and for any of theirs since then. */
export async function lockAsking(
  sql: Sql,
  conversationId: string,
  since: Date,
): Promise<{ ofConversation: number; ofCustomer: number }> {
  await sql.query('select 1 from conversations where id = $1 for update', [conversationId])
  const { rows } = await sql.query<{ ofConversation: number; ofCustomer: number }>(
    `select count(*) filter (where m.conversation_id = $1)::int as "ofConversation",
       count(*) filter (where m.created_at >= $2)::int as "ofCustomer"
     from conversations c join conversations o on o.customer_id = c.customer_id
       join transcript_mails m on m.conversation_id = o.id and m.asked_by = 'customer'
     where c.id = $1`,
    [conversationId, since],
  )
  return rows[0] ?? { ofConversation: 0, ofCustomer: 0 }
}

export type SendingTranscript = {
  id: string
  conversationId: string
  untilSeq: number
  recipient: string
  number: number
  language: string | null
  timeZone: string
}

/** Marks it as tried, once: null when it was sent, given up, or an earlier attempt ended without anybody knowing how. */
export async function beginTranscript(sql: Sql, id: string, at: Date): Promise<SendingTranscript | null> {
  const { rows } = await sql.query<SendingTranscript>(
    `update transcript_mails t set tried_at = $2
     from conversations c join customers cu on cu.id = c.customer_id join channels ch on ch.id = c.channel_id
       left join calendars k on k.id = ch.calendar_id, organization o
     where t.id = $1 and t.tried_at is null and t.sent_at is null and t.recipient <> '' and c.id = t.conversation_id
     returning t.id, c.id as "conversationId", t.until_seq as "untilSeq", t.recipient, c.number,
       coalesce(t.language, c.language, cu.language, ch.language) as language,
       coalesce(k.time_zone, o.time_zone) as "timeZone"`,
    [id, at],
  )
  return rows[0] ?? null
}

/** How it ended; the address is kept only for another attempt. */
export async function endTranscript(
  sql: Sql,
  id: string,
  end: { sentAt?: Date; failure?: string; again?: boolean },
): Promise<void> {
  await sql.query(
    `update transcript_mails set sent_at = $2, failure = $3,
       tried_at = case when $4 then null else tried_at end, recipient = case when $4 then recipient else '' end
     where id = $1`,
    [id, end.sentAt ?? null, end.failure ?? null, end.again ?? false],
  )
}

/** What the customer sees of it, up to that place; the latest `most` of it. */
export async function listTranscript(
  sql: Sql,
  of: { conversationId: string; untilSeq: number },
  most: number,
): Promise<{ lines: TranscriptLine[]; cut: boolean }> {
  const { rows } = await sql.query<TranscriptLine>(
    `select m.created_at as at, m.sender_kind as "from", coalesce(a.public_name, '') as name, m.text, f.name as attachment
     from messages m left join agents a on m.sender_kind = 'agent' and a.id = m.sender_id
       left join attachments f on f.id = m.attachment_id
     where m.conversation_id = $1 and m.seq <= $2 and m.kind not in ('note', 'system') and m.recalled_at is null
     order by m.seq desc limit $3`,
    [of.conversationId, of.untilSeq, most + 1],
  )
  return { lines: rows.slice(0, most).reverse(), cut: rows.length > most }
}

/** Where the customer can be reached; what they said in this conversation comes first. */
export async function findAddress(sql: Sql, conversationId: string): Promise<string | null> {
  const { rows } = await sql.query<{ email: string | null }>(
    `select coalesce(c.contact->>'email', cu.email) as email
     from conversations c join customers cu on cu.id = c.customer_id where c.id = $1`,
    [conversationId],
  )
  return rows[0]?.email ?? null
}
