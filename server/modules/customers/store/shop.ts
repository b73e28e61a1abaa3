import type { Sql } from '@/server/platform/db/pool'
import type { OrderLine } from '../contract'

export type StoredShop = { url: string; enabled: boolean; secret: Buffer | null; version: number }

export async function findShop(sql: Sql, held = false): Promise<StoredShop | null> {
  const { rows } = await sql.query<StoredShop>(
    `select url, enabled, secret, version from shop_connection where id = 1 ${held ? 'for update' : ''}`,
  )
  return rows[0] ?? null
}

export async function writeShop(sql: Sql, shop: Omit<StoredShop, 'version'>): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into shop_connection(id, url, enabled, secret) values (1, $1, $2, $3)
     on conflict (id) do update set url = $1, enabled = $2, secret = $3, version = shop_connection.version + 1`,
    [shop.url, shop.enabled, shop.secret],
  )
  return rowCount === 1
}

/** What the shop told by itself, the newest first. */
export async function listKnownOrders(sql: Sql, customerId: string): Promise<OrderLine[]> {
  const { rows } = await sql.query<Omit<OrderLine, 'placedAt'> & { placedAt: Date | null }>(
    `select o.id, o.external_id as "externalId", coalesce(nullif(o.title, ''), o.external_id) as title, o.status, o.stage,
       o.amount::text, o.currency, o.url, o.image_url as "imageUrl", o.placed_at as "placedAt", a.public_name as owner, o.items
     from orders o left join agents a on a.id = o.owner_agent_id
     where o.customer_id = $1 order by o.placed_at desc nulls last, o.updated_at desc, o.id limit 100`,
    [customerId],
  )
  return rows.map(({ placedAt, ...row }) => ({ ...row, placedAt: placedAt?.toISOString() ?? null }))
}
