import type { MessagePayload } from '@/server/events/log-entry'
import type { Sql } from '@/server/platform/db/pool'

export type LoggedEntry = {
  seq: number
  at: Date
  type: string
  audience: 'both' | 'staff'
  payload: {
    patch?: Record<string, unknown>
    detail?: Record<string, unknown>
  } & Partial<MessagePayload>
  /** Of messages: who wrote it, and what the file is called. */
  sender: string | null
  file: string | null
  recalledAt: Date | null
}

/** Entries of a conversation's log after a place, in order, with the names that go with messages. */
export async function readEntries(
  sql: Sql,
  conversationId: string,
  after: number,
  limit: number,
): Promise<LoggedEntry[]> {
  const { rows } = await sql.query<LoggedEntry>({
    name: 'oversight_entries',
    text: `select e.seq, e.created_at as at, e.type, e.audience, e.payload, m.recalled_at as "recalledAt",
        case m.sender_kind when 'customer' then cu.name when 'agent' then coalesce(u.name, a.public_name) end as sender,
        f.name as file
      from conversation_events e
        left join messages m on e.type = 'message' and m.conversation_id = e.conversation_id and m.seq = e.seq
        left join users u on m.sender_kind = 'agent' and u.id = m.sender_id left join agents a on a.id = m.sender_id
        left join customers cu on m.sender_kind = 'customer' and cu.id = m.sender_id
        left join attachments f on f.id = m.attachment_id
      where e.conversation_id = $1 and e.seq > $2 order by e.seq limit $3`,
    values: [conversationId, after, limit],
  })
  return rows
}

export type StoredRating = {
  score: number
  tags: string[]
  comment: string | null
  source: string
  at: Date
  followedUpAt: Date | null
  followedUpBy: string | null
  note: string | null
}

export async function findRating(sql: Sql, conversationId: string): Promise<StoredRating | null> {
  const { rows } = await sql.query<StoredRating>(
    `select r.score, r.tags, r.comment, r.source, r.created_at as at, r.followed_up_at as "followedUpAt",
       u.name as "followedUpBy", r.follow_up_note as note
     from ratings r left join users u on u.id = r.followed_up_by where r.conversation_id = $1`,
    [conversationId],
  )
  return rows[0] ?? null
}
