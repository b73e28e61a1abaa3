import type { Sql } from '@/server/platform/db/pool'
import type { LinkKind, TicketLinkView, TicketStatus } from '../contract'
import type { Reader } from './read-tickets'

type Row = {
  id: string
  kind: TicketLinkView['kind']
  ticketId: string | null
  ticketNumber: number | null
  title: string | null
  status: TicketStatus | null
  conversationId: string | null
  conversationNumber: number | null
  orderNumber: string | null
  orderTitle: string | null
}

/** Links from and to it, as they read from here; a ticket beyond the reader's scope is only a number. */
export async function listLinks(sql: Sql, ticketId: string, reader: Reader): Promise<TicketLinkView[]> {
  const { rows } = await sql.query<Row>(
    `select l.id, case when l.ticket_id = $1 or l.kind = 'relates' then l.kind
         when l.kind = 'blocks' then 'blocked_by' else 'duplicated_by' end as kind,
       o.id as "ticketId", o.number as "ticketNumber", o.status,
       case when $2::uuid is null or o.assignee_id = $2 or o.creator_id = $2 or o.group_id = any($3::uuid[])
         or exists (select 1 from ticket_watchers w where w.ticket_id = o.id and w.user_id = $2) then o.title else '' end as title,
       c.id as "conversationId", c.number as "conversationNumber",
       r.external_id as "orderNumber", r.title as "orderTitle"
     from ticket_links l
       left join tickets o on o.id = case when l.ticket_id = $1 then l.other_id else l.ticket_id end
       left join conversations c on c.id = l.conversation_id left join orders r on r.id = l.order_id
     where l.ticket_id = $1 or l.other_id = $1 order by l.created_at, l.id`,
    [ticketId, reader?.userId ?? null, reader ? [...reader.groupIds] : []],
  )
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    ticket:
      row.ticketId && row.conversationId === null && row.orderNumber === null
        ? { id: row.ticketId, number: row.ticketNumber!, title: row.title!, status: row.status! }
        : null,
    conversation: row.conversationId ? { id: row.conversationId, number: row.conversationNumber! } : null,
    order: row.orderNumber ? { externalId: row.orderNumber, title: row.orderTitle ?? '' } : null,
  }))
}

/** Tickets that block this one and are not done. */
export async function countBlockers(sql: Sql, ticketId: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from ticket_links l join tickets o on o.id = l.ticket_id
     where l.other_id = $1 and l.kind = 'blocks' and o.status not in ('solved', 'closed')`,
    [ticketId],
  )
  return rows[0]?.count ?? 0
}

/** Whether `to` is reached from `from` along links that block: one more would be a circle. */
export async function blocksAlready(sql: Sql, from: string, to: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `with recursive r(id) as (select $1::uuid
       union select l.other_id from r join ticket_links l on l.ticket_id = r.id and l.kind = 'blocks')
     select 1 from r where id = $2`,
    [from, to],
  )
  return (rowCount ?? 0) > 0
}

export type NewLink = {
  id: string
  ticketId: string
  kind: LinkKind | 'conversation' | 'order'
  otherId?: string
  conversationId?: string
  orderId?: string
  at: Date
}

/** False when it is linked so already. */
export async function insertLink(sql: Sql, link: NewLink): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into ticket_links(id, ticket_id, kind, other_id, conversation_id, order_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      ...[link.id, link.ticketId, link.kind, link.otherId ?? null, link.conversationId ?? null],
      ...[link.orderId ?? null, link.at],
    ],
  )
  return rowCount === 1
}

export async function deleteLink(sql: Sql, ticketId: string, linkId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    'delete from ticket_links where id = $2 and (ticket_id = $1 or other_id = $1)',
    [ticketId, linkId],
  )
  return rowCount === 1
}

export async function findConversationByNumber(sql: Sql, number: number): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>('select id from conversations where number = $1', [number])
  return rows[0]?.id ?? null
}

export async function findOrder(
  sql: Sql,
  externalId: string,
): Promise<{ id: string; customerId: string | null } | null> {
  const { rows } = await sql.query<{ id: string; customerId: string | null }>(
    'select id, customer_id as "customerId" from orders where external_id = $1',
    [externalId],
  )
  return rows[0] ?? null
}
