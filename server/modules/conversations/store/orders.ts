import type { OrderCard } from '@/server/http/v1/contract'
import type { Sql } from '@/server/platform/db/pool'

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
