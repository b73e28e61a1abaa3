import type { Sql } from '@/server/platform/db/pool'

export async function insertTelling(
  sql: Sql,
  row: { entryId: string; ticketId: string; customerId: string; at: Date },
): Promise<void> {
  await sql.query(
    'insert into ticket_tellings(entry_id, ticket_id, customer_id, created_at) values ($1, $2, $3, $4)',
    [row.entryId, row.ticketId, row.customerId, row.at],
  )
}

export async function findMailAddress(sql: Sql, customerId: string): Promise<string | null> {
  const { rows } = await sql.query<{ email: string | null }>('select email from customers where id = $1', [
    customerId,
  ])
  return rows[0]?.email ?? null
}

export type Untold = {
  entryId: string
  conversationId: string
  number: number
  title: string
  by: string
  text: string
  solved: boolean
  language: string
}

/**
 * What the customer has not been told and has a conversation open for: the ticket's own before others. The choice
 * of the conversation is written down here, before anything is written into it.
 */
export async function claimUntold(sql: Sql, since: Date): Promise<Untold[]> {
  const { rows } = await sql.query<Untold>({
    name: 'untold_tickets',
    text: `with due as materialized (
        select s.entry_id, coalesce(s.conversation_id, o.id) as conversation_id
        from ticket_tellings s join tickets t on t.id = s.ticket_id
          left join lateral (select c.id from conversations c
            where c.customer_id = s.customer_id and c.ended_at is null
            order by (c.id = t.conversation_id) desc nulls last, c.created_at desc limit 1) o on s.conversation_id is null
        where s.told_at is null and s.created_at > $1 and coalesce(s.conversation_id, o.id) is not null
        order by s.created_at, s.entry_id limit 100 for no key update of s),
      chosen as (
        update ticket_tellings s set conversation_id = coalesce(s.conversation_id, d.conversation_id)
        from due d where s.entry_id = d.entry_id and s.told_at is null
        returning s.entry_id, s.conversation_id, s.ticket_id)
      select h.entry_id as "entryId", h.conversation_id as "conversationId", t.number, t.title, e.text,
        e.detail->>'status' is not distinct from 'solved' as solved, coalesce((select public_name from agents where id = e.actor_id), e.actor_name) as by,
        coalesce(c.language, cu.language, ch.language) as language
      from chosen h join tickets t on t.id = h.ticket_id join ticket_entries e on e.id = h.entry_id
        join conversations c on c.id = h.conversation_id join customers cu on cu.id = c.customer_id
        join channels ch on ch.id = c.channel_id
      order by e.at, e.id`,
    values: [since],
  })
  return rows
}

export async function markTold(sql: Sql, entryId: string, seq: number | null, at: Date): Promise<void> {
  await sql.query(
    'update ticket_tellings set told_at = $3, seq = coalesce($2, seq) where entry_id = $1 and told_at is null',
    [entryId, seq, at],
  )
}

export type Mailing = Omit<Untold, 'entryId' | 'conversationId'> & {
  recipient: string | null
  readMeanwhile: boolean
  channelKey: string | null
}

/** Marks it as tried, once; null when it was. */
export async function beginMail(sql: Sql, entryId: string, at: Date): Promise<Mailing | null> {
  const { rows } = await sql.query<Mailing>(
    `update ticket_tellings s set tried_at = $2
     from tickets t, ticket_entries e, customers cu
     where s.entry_id = $1 and s.tried_at is null and t.id = s.ticket_id and e.id = s.entry_id and cu.id = s.customer_id
     returning cu.email as recipient, t.number, t.title, e.text, coalesce((select public_name from agents where id = e.actor_id), e.actor_name) as by,
       e.detail->>'status' is not distinct from 'solved' as solved,
       coalesce((select coalesce(c.language, ch.language) from conversations c join channels ch on ch.id = c.channel_id
         where c.id = coalesce(s.conversation_id, t.conversation_id)), cu.language, 'en') as language,
       coalesce((select c.customer_read_seq >= s.seq from conversations c where c.id = s.conversation_id), false) as "readMeanwhile",
       (select ch.public_key from conversations c join channels ch on ch.id = c.channel_id
         where c.id = coalesce(s.conversation_id, t.conversation_id)) as "channelKey"`,
    [entryId, at],
  )
  return rows[0] ?? null
}

/** How it ended; `again` forgets the try, so that the next one may begin. */
export async function endMail(
  sql: Sql,
  entryId: string,
  end: { mailedAt?: Date; failure?: string; again?: boolean },
): Promise<void> {
  await sql.query(
    `update ticket_tellings set mailed_at = $2, failure = $3, tried_at = case when $4 then null else tried_at end
     where entry_id = $1`,
    [entryId, end.mailedAt ?? null, end.failure ?? null, end.again ?? false],
  )
}
