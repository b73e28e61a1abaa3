import type { Sql } from '@/server/platform/db/pool'

export type AttachmentRow = {
  id: string
  conversationId: string | null
  uploaderId: string
  name: string
  mediaType: string
  size: number
}

type NewAttachment = Omit<AttachmentRow, 'conversationId'> & {
  uploaderKind: 'customer' | 'agent'
  sha256: string
  width: number | null
  height: number | null
  durationMs: number | null
}

export async function insertAttachment(sql: Sql, row: NewAttachment): Promise<void> {
  await sql.query(
    `insert into attachments(id, uploader_id, uploader_kind, name, media_type, size, sha256, width, height, duration_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[row.id, row.uploaderId, row.uploaderKind, row.name, row.mediaType, row.size, row.sha256],
      ...[row.width, row.height, row.durationMs],
    ],
  )
}

/** Binds an upload to the conversation it is sent in; false when it is unknown, another's, or bound elsewhere. */
export async function claimAttachment(
  sql: Sql,
  claim: { id: string; uploaderId: string; conversationId: string },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update attachments set conversation_id = $3 where id = $1 and uploader_id = $2
       and (conversation_id is null or conversation_id = $3)
       and exists (select 1 from conversations where id = $3)`,
    [claim.id, claim.uploaderId, claim.conversationId],
  )
  return rowCount === 1
}

export async function findAttachmentRow(sql: Sql, id: string): Promise<AttachmentRow | null> {
  const { rows } = await sql.query<AttachmentRow>(
    `select id, conversation_id as "conversationId", uploader_id as "uploaderId", name, media_type as "mediaType", size
     from attachments where id = $1`,
    [id],
  )
  return rows[0] ?? null
}

/** Whether nothing but an internal note carries it: then it is not for the customer. */
export async function isOnlyInNotes(sql: Sql, id: string, conversationId: string): Promise<boolean> {
  const { rows } = await sql.query<{ only: boolean }>(
    `select coalesce(bool_and(kind = 'note'), false) as only from messages
     where conversation_id = $2 and attachment_id = $1`,
    [id, conversationId],
  )
  return rows[0]?.only ?? false
}

/**
 * Deletes uploads from before `until` that no message and no ticket carries, at most 200 at once. One that was claimed
 * and then refused counts too, once its conversation has no message with it.
 */
export async function deleteOrphans(sql: Sql, until: Date): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `delete from attachments where id in (
       select a.id from attachments a where a.created_at < $1 and not exists (
         select 1 from messages m where m.conversation_id = a.conversation_id and m.attachment_id = a.id)
         and not exists (select 1 from ticket_files f where f.attachment_id = a.id)
       order by a.created_at limit 200 for update skip locked)
     returning id`,
    [until],
  )
  return rows.map(({ id }) => id)
}
