import { toMessageView } from '@/server/events/render'
import { ensureDirectory } from '@/server/events/store/directory'
import type { MessageView } from '@/server/http/v1/contract'
import type { Sql } from '@/server/platform/db/pool'

type Row = {
  seq: number
  id: string
  senderKind: MessageView['senderKind']
  senderId: string
  clientMessageId: string
  kind: string
  text: string
  attachmentId: string | null
  waiting: boolean
  meta: Record<string, unknown> | null
  recalledAt: Date | null
  createdAt: Date
}

const COLUMNS = `seq, id, sender_kind as "senderKind", sender_id as "senderId", client_message_id as "clientMessageId",
  kind, text, attachment_id as "attachmentId", waiting, meta, recalled_at as "recalledAt", created_at as "createdAt"`

export type MessagePage = {
  conversationId: string
  after?: number
  /** Read backwards from here (exclusive), for scroll-back. */
  before?: number
  limit: number
  /** Internal notes are for the staff. */
  notes: boolean
}

async function toViews(conversationId: string, rows: Row[]): Promise<MessageView[]> {
  await ensureDirectory(
    rows.filter((r) => r.senderKind === 'agent').map((r) => r.senderId),
    rows.flatMap((r) => (r.attachmentId ? [r.attachmentId] : [])),
  )
  return rows.map(({ seq, createdAt, recalledAt, meta, ...message }) =>
    toMessageView(conversationId, seq, createdAt, { ...message, ...(meta ? { meta } : {}) }, recalledAt),
  )
}

/** Messages in order of seq: after a place, or the last ones before a place. */
export async function readMessages(sql: Sql, page: MessagePage): Promise<MessageView[]> {
  const backwards = page.before !== undefined
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from messages where conversation_id = $1 and seq > $2 and seq < $3
       and ($4 or kind <> 'note') order by seq ${backwards ? 'desc' : 'asc'} limit $5`,
    [page.conversationId, page.after ?? 0, page.before ?? Number.MAX_SAFE_INTEGER, page.notes, page.limit],
  )
  return toViews(page.conversationId, backwards ? rows.reverse() : rows)
}

export async function findMessage(
  sql: Sql,
  key: { conversationId: string; senderId: string; clientMessageId: string },
): Promise<MessageView | null> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from messages where conversation_id = $1 and sender_id = $2 and client_message_id = $3`,
    [key.conversationId, key.senderId, key.clientMessageId],
  )
  return (await toViews(key.conversationId, rows))[0] ?? null
}

/** The side chat with one consulted colleague, in order. */
export async function readSideChat(
  sql: Sql,
  conversationId: string,
  consultId: string,
): Promise<MessageView[]> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from messages where conversation_id = $1 and kind = 'note' and meta->>'consultId' = $2
     order by seq desc limit 500`,
    [conversationId, consultId],
  )
  return toViews(conversationId, rows.reverse())
}
