import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import type { OrderInput, OrderView } from '../contract'

export async function findOrderAgent(sql: Sql, owner: string): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>(
    `select a.id from agents a join users u on u.id = a.id
     where lower(u.email) = lower($1) or a.id::text = lower($1)`,
    [owner],
  )
  return rows[0]?.id ?? null
}

/** Known by what the site signs; whoever never came yet is made, so that the order is theirs when they do. */
export async function ensureOrderCustomer(sql: Sql, externalId: string): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `insert into customers(id, external_id, name) values ($1, $2, $2)
     on conflict (external_id) do update set external_id = excluded.external_id returning id`,
    [newId(), externalId],
  )
  if (!rows[0]) throw new Error('the customer was neither found nor made')
  return rows[0].id
}

export type OrderRow = Omit<OrderInput, 'customer' | 'owner'> & {
  externalId: string
  customerId: string | null
  ownerAgentId: string | null
}

/** Makes the order, or writes over it; true when it was made. */
export async function putOrder(sql: Sql, order: OrderRow, at: Date): Promise<boolean> {
  const { rows } = await sql.query<{ created: boolean }>(
    `insert into orders(id, external_id, customer_id, owner_agent_id, title, status, amount, currency, image_url, url,
       items, placed_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (external_id) do update set customer_id = excluded.customer_id, owner_agent_id = excluded.owner_agent_id,
       title = excluded.title, status = excluded.status, amount = excluded.amount, currency = excluded.currency,
       image_url = excluded.image_url, url = excluded.url, items = excluded.items, placed_at = excluded.placed_at,
       updated_at = excluded.updated_at
     returning (xmax = 0) as created`,
    [
      newId(),
      order.externalId,
      order.customerId,
      order.ownerAgentId,
      order.title,
      order.status,
      order.amount,
      order.currency,
      order.imageUrl,
      order.url,
      JSON.stringify(order.items),
      order.placedAt,
      at,
    ],
  )
  return rows[0]?.created ?? false
}

const VIEW = `select o.id, o.external_id as "externalId", o.title, o.status, o.amount::float8 as amount, o.currency,
    o.image_url as "imageUrl", o.url, o.items, o.placed_at as "placedAt", o.updated_at as "updatedAt",
    case when c.id is not null then json_build_object('id', c.id, 'externalId', c.external_id, 'name', c.name) end as customer,
    case when a.id is not null then json_build_object('id', a.id, 'name', a.public_name) end as owner
  from orders o left join customers c on c.id = o.customer_id left join agents a on a.id = o.owner_agent_id`

type Row = Omit<OrderView, 'placedAt' | 'updatedAt'> & { placedAt: Date | null; updatedAt: Date }
const toView = (row: Row): OrderView => ({
  ...row,
  placedAt: row.placedAt?.toISOString() ?? null,
  updatedAt: row.updatedAt.toISOString(),
})

export async function findOrder(sql: Sql, externalId: string): Promise<OrderView | null> {
  const { rows } = await sql.query<Row>(`${VIEW} where o.external_id = $1`, [externalId])
  return rows[0] ? toView(rows[0]) : null
}

/** Orders of a customer, by our id or the one the site signs, the newest first; at most 200. */
export async function listOrders(sql: Sql, customer: string): Promise<OrderView[]> {
  const { rows } = await sql.query<Row>(
    `${VIEW} where c.external_id = $1 or c.id::text = lower($1)
     order by o.placed_at desc nulls last, o.updated_at desc, o.id limit 200`,
    [customer],
  )
  return rows.map(toView)
}
