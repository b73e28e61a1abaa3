import type { OrderCard } from '@/server/http/v1/contract'
import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'
import type { OrderInput, OrderView } from '../contract/orders'

/** An order as the embedding site signed it for one customer. */
export type OrderOfCustomer = {
  id: string
  title: string
  status?: string | undefined
  amount?: number | undefined
  currency?: string | undefined
  imageUrl?: string | undefined
  url?: string | undefined
  placedAt?: string | undefined
}

type Row = {
  id: string
  title: string
  status: string | null
  amount: string | null
  imageUrl: string | null
  url: string | null
}

const COLUMNS = `external_id as id, coalesce(nullif(title, ''), external_id) as title, status,
  nullif(concat_ws(' ', currency, amount::text), '') as amount, image_url as "imageUrl", url`

const cut = (text: string, length: number) => text.slice(0, length)

function toCard(row: Row): OrderCard {
  return {
    kind: 'order',
    id: row.id,
    title: cut(row.title, 200),
    ...(row.status ? { status: cut(row.status, 60) } : {}),
    ...(row.amount ? { amount: cut(row.amount, 40) } : {}),
    ...(row.imageUrl ? { imageUrl: row.imageUrl } : {}),
    ...(row.url ? { url: row.url } : {}),
  }
}

/** The customer's own orders, the newest first. */
export async function listOwnOrders(sql: Sql, customerId: string, limit: number): Promise<OrderCard[]> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from orders where customer_id = $1 order by placed_at desc nulls last, id desc limit $2`,
    [customerId, limit],
  )
  return rows.map(toCard)
}

/** One of the customer's own orders; another's is as if it were not there. */
export async function findOwnOrder(sql: Sql, customerId: string, id: string): Promise<OrderCard | null> {
  const { rows } = await sql.query<Row>(
    `select ${COLUMNS} from orders where customer_id = $1 and external_id = $2`,
    [customerId, id],
  )
  return rows[0] ? toCard(rows[0]) : null
}

/** Keeps what the site signed. An order that is known as another customer's is left alone. */
export async function saveSignedOrders(
  sql: Sql,
  customerId: string,
  orders: readonly OrderOfCustomer[],
  at: Date,
): Promise<void> {
  if (orders.length === 0) return
  const unique = [...new Map(orders.map((order) => [order.id, order])).values()]
  await sql.query(
    `insert into orders(id, external_id, customer_id, title, status, amount, currency, image_url, url, placed_at, updated_at)
     select gen_random_uuid(), o.id, $1, o.title, o.status, o.amount, o.currency, o."imageUrl", o.url, o."placedAt", $3
     from jsonb_to_recordset($2::jsonb) as o(id text, title text, status text, amount numeric(14, 2), currency text,
       "imageUrl" text, url text, "placedAt" timestamptz)
     on conflict (external_id) do update set customer_id = excluded.customer_id, title = excluded.title,
       status = coalesce(excluded.status, orders.status), amount = coalesce(excluded.amount, orders.amount),
       currency = coalesce(excluded.currency, orders.currency), image_url = coalesce(excluded.image_url, orders.image_url),
       url = coalesce(excluded.url, orders.url), placed_at = coalesce(excluded.placed_at, orders.placed_at), updated_at = $3
     where orders.customer_id is null or orders.customer_id = excluded.customer_id`,
    [customerId, JSON.stringify(unique), at],
  )
}

export type OrderRow = {
  id: string
  externalId: string
  title: string
  status: string | null
  amount: string | null
  currency: string | null
  imageUrl: string | null
  url: string | null
  placedAt: Date | null
}

/** What the shop told of a customer's orders, the newest first. */
export async function listOrdersOf(sql: Sql, customerId: string, limit: number): Promise<OrderRow[]> {
  const { rows } = await sql.query<OrderRow>(
    `select id, external_id as "externalId", title, status, amount::text, currency, image_url as "imageUrl", url,
       placed_at as "placedAt"
     from orders where customer_id = $1 order by placed_at desc nulls last, external_id limit $2`,
    [customerId, limit],
  )
  return rows
}

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

export type ToldOrder = Omit<OrderInput, 'customer' | 'owner'> & {
  externalId: string
  customerId: string | null
  ownerAgentId: string | null
}

/** Makes the order, or writes over it; true when it was made. */
export async function putOrder(sql: Sql, order: ToldOrder, at: Date): Promise<boolean> {
  const { rows } = await sql.query<{ created: boolean }>(
    `insert into orders(id, external_id, customer_id, owner_agent_id, title, status, amount, currency, image_url, url,
       items, placed_at, updated_at, stage) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (external_id) do update set customer_id = excluded.customer_id, owner_agent_id = excluded.owner_agent_id,
       title = excluded.title, status = excluded.status, amount = excluded.amount, currency = excluded.currency,
       image_url = excluded.image_url, url = excluded.url, items = excluded.items, placed_at = excluded.placed_at,
       updated_at = excluded.updated_at, stage = excluded.stage
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
      order.stage,
    ],
  )
  return rows[0]?.created ?? false
}

const VIEW = `select o.id, o.external_id as "externalId", o.title, o.status, o.stage, o.amount::float8 as amount, o.currency,
    o.image_url as "imageUrl", o.url, o.items, o.placed_at as "placedAt", o.updated_at as "updatedAt",
    case when c.id is not null then json_build_object('id', c.id, 'externalId', c.external_id, 'name', c.name) end as customer,
    case when a.id is not null then json_build_object('id', a.id, 'name', a.public_name) end as owner
  from orders o left join customers c on c.id = o.customer_id left join agents a on a.id = o.owner_agent_id`

type ViewRow = Omit<OrderView, 'placedAt' | 'updatedAt'> & { placedAt: Date | null; updatedAt: Date }
const toOrderView = (row: ViewRow): OrderView => ({
  ...row,
  placedAt: row.placedAt?.toISOString() ?? null,
  updatedAt: row.updatedAt.toISOString(),
})

export async function findOrder(sql: Sql, externalId: string): Promise<OrderView | null> {
  const { rows } = await sql.query<ViewRow>(`${VIEW} where o.external_id = $1`, [externalId])
  return rows[0] ? toOrderView(rows[0]) : null
}

/** Orders of a customer, by our id or the one the site signs, the newest first; at most 200. */
export async function listOrders(sql: Sql, customer: string): Promise<OrderView[]> {
  const { rows } = await sql.query<ViewRow>(
    `${VIEW} where c.external_id = $1 or c.id::text = lower($1)
     order by o.placed_at desc nulls last, o.updated_at desc, o.id limit 200`,
    [customer],
  )
  return rows.map(toOrderView)
}

export async function deleteOrder(sql: Sql, externalId: string): Promise<boolean> {
  const { rowCount } = await sql.query('delete from orders where external_id = $1', [externalId])
  return rowCount === 1
}
