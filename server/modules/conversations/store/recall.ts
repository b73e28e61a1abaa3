import type { Sql } from '@/server/platform/db/pool'
import type { RecallCandidate } from '../domain/recall'

export type RecallRow = RecallCandidate & { seq: number; attachmentId: string | null }

/** The message, its conversation locked: nothing is appended and nobody else recalls until the commit. */
export async function lockForRecall(
  sql: Sql,
  conversationId: string,
  messageId: string,
): Promise<RecallRow | null> {
  await sql.query('select 1 from conversations where id = $1 for no key update', [conversationId])
  const { rows } = await sql.query<RecallRow>(
    `select seq, sender_kind as "senderKind", sender_id as "senderId", kind, created_at as "createdAt",
       recalled_at as "recalledAt", attachment_id as "attachmentId"
     from messages where conversation_id = $1 and id = $2`,
    [conversationId, messageId],
  )
  return rows[0] ?? null
}

/**
 * Takes away what a message said, from the message and from its entry in the log, so that no snapshot and no
 * replay has it. Returns its file when no other message carries it: its row is gone, its bytes are the
 * caller's to remove after the commit.
 */
export async function blankMessage(
  sql: Sql,
  key: { conversationId: string; seq: number },
  by: { id: string; at: Date },
): Promise<string | null> {
  const { rows } = await sql.query<{ attachmentId: string | null }>(
    `with old as (select attachment_id from messages where conversation_id = $1 and seq = $2),
     m as (update messages set text = '', meta = null, attachment_id = null, recalled_at = $3, recalled_by = $4
       where conversation_id = $1 and seq = $2 returning id),
     o as (delete from masked_originals using m where message_id = m.id),
     e as (update conversation_events
       set payload = payload - 'meta' || jsonb_build_object('text', '', 'attachmentId', null, 'recalledAt', $5::text)
       where conversation_id = $1 and seq = $2 and type = 'message'),
     f as (delete from attachments a using old where a.id = old.attachment_id and not exists (
       select 1 from messages o where o.conversation_id = $1 and o.attachment_id = a.id and o.seq <> $2)
       returning a.id)
     select (select id from f) as "attachmentId"`,
    [key.conversationId, key.seq, by.at, by.id, by.at.toISOString()],
  )
  return rows[0]?.attachmentId ?? null
}

export type Preview = { text: string | null; from: string | null }

/** What the lists show once the message at `seq` is gone; null when it was not the last one that they showed. */
export async function findPreviewBefore(
  sql: Sql,
  conversationId: string,
  seq: number,
): Promise<Preview | null> {
  const { rows } = await sql.query<{ seq: number; text: string; from: string }>(
    `select seq, left(text, 160) as text, sender_kind as "from" from messages
     where conversation_id = $1 and kind <> 'note' and sender_kind <> 'system' and recalled_at is null
     order by seq desc limit 1`,
    [conversationId],
  )
  const last = rows[0]
  if (!last) return { text: null, from: null }
  return last.seq > seq ? null : { text: last.text, from: last.from }
}
