import type { Sql } from '@/server/platform/db/pool'
import type { TicketEntryView, TicketFileView } from '../contract'

type Row = Omit<TicketEntryView, 'at' | 'files' | 'told'> & {
  at: Date
  files: TicketFileView[] | null
  toldChat: boolean | null
  toldMail: boolean | null
}

/** What was done and said, in order, with what the customer wrote meanwhile where the ticket is linked. */
export async function listTimeline(sql: Sql, ticketId: string): Promise<TicketEntryView[]> {
  // What the customer set off carries no name of its own.
  const { rows } = await sql.query<Row>(
    `select e.id, e.at, e.kind, coalesce(nullif(e.actor_name, ''), cu.name, '') as actor, e.public, e.text, e.detail,
       (select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'mediaType', a.media_type, 'size', a.size)
          order by a.created_at, a.id)
        from ticket_files f join attachments a on a.id = f.attachment_id where f.entry_id = e.id) as files,
       s.told_at is not null as "toldChat", s.mailed_at is not null as "toldMail"
     from ticket_entries e join tickets t on t.id = e.ticket_id left join customers cu on cu.id = t.customer_id
       left join ticket_tellings s on s.entry_id = e.id
     where e.ticket_id = $1 order by e.at, e.id limit 2000`,
    [ticketId],
  )
  const own = rows.map(({ toldChat, toldMail, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    files: row.files ?? [],
    told: row.public ? { chat: toldChat === true, mail: toldMail === true } : null,
  }))
  return [...own, ...(await listCustomerWords(sql, ticketId))].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )
}

/** Conversations that have to do with a ticket: where it was opened, linked, or told of. */
export const TICKET_CONVERSATIONS = `(
  select t.conversation_id as id where t.conversation_id is not null
  union select l.conversation_id from ticket_links l where l.ticket_id = t.id and l.conversation_id is not null
  union select s.conversation_id from ticket_tellings s where s.ticket_id = t.id and s.conversation_id is not null)`

async function listCustomerWords(sql: Sql, ticketId: string): Promise<TicketEntryView[]> {
  const { rows } = await sql.query<{
    id: string
    at: Date
    text: string
    kind: string
    actor: string
    conversationId: string
  }>(
    `select m.id, m.created_at as at, m.text, m.kind, cu.name as actor, c.id as "conversationId"
     from tickets t cross join lateral ${TICKET_CONVERSATIONS} x join conversations c on c.id = x.id
       join customers cu on cu.id = c.customer_id
       join messages m on m.conversation_id = c.id and m.sender_kind = 'customer' and m.created_at >= t.created_at
         and m.recalled_at is null
     where t.id = $1 order by m.created_at desc limit 200`,
    [ticketId],
  )
  return rows.map(({ id, at, text, kind, actor, conversationId }) => ({
    ...{ id, at: at.toISOString(), kind: 'customer', actor, public: true, text },
    ...{ detail: { conversationId, message: kind }, files: [], told: null },
  }))
}
