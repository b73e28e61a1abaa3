import type { Sql } from '@/server/platform/db/pool'

export type AttachmentRow = {
  id: string
  conversationId: string | null
  uploaderId: string
  name: string
  mediaType: string
  size: number
}

export async function insertAttachment(
  sql: Sql,
  row: Omit<AttachmentRow, 'conversationId'> & { uploaderKind: 'customer' | 'agent'; sha256: string },
): Promise<void> {
  await sql.query(
    `insert into attachments(id, uploader_id, uploader_kind, name, media_type, size, sha256) values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.uploaderId, row.uploaderKind, row.name, row.mediaType, row.size, row.sha256],
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
