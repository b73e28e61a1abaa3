import type { Sql } from '@/server/platform/db/pool'
import { TICKET_CONVERSATIONS } from './timeline'

/** Tickets that wait for a customer who has written since in a conversation of theirs. */
export async function listAnswered(sql: Sql): Promise<{ id: string; since: Date }[]> {
  const { rows } = await sql.query<{ id: string; since: Date }>({
    name: 'answered_tickets',
    text: `select t.id, t.status_since as since from tickets t
      where t.status = 'pending' and exists (
        select 1 from ${TICKET_CONVERSATIONS} x join conversations c on c.id = x.id
        where c.last_message_at > t.status_since and exists (select 1 from messages m
          where m.conversation_id = c.id and m.sender_kind = 'customer' and m.created_at > t.status_since))
      order by t.id limit 100`,
  })
  return rows
}
