import type { Sql } from '@/server/platform/db/pool'

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
