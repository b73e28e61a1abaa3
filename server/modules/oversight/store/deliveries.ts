import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'

export type Delivery = { id: string; url: string; event: string; body: unknown; attempts: number }

export async function insertDelivery(
  sql: Sql,
  row: { alarmId: string; event: string; url: string; body: object },
  at: Date,
): Promise<void> {
  await sql.query(
    `insert into webhook_deliveries(id, alarm_id, event, url, body, created_at, due_at) values ($1, $2, $3, $4, $5, $6, $6)`,
    [newId(), row.alarmId, row.event, row.url, JSON.stringify(row.body), at],
  )
}

/** Takes due ones for itself until `until`; whoever dies meanwhile leaves them to the next. */
export async function claimDeliveries(sql: Sql, at: Date, until: Date, limit: number): Promise<Delivery[]> {
  const { rows } = await sql.query<Delivery>(
    `update webhook_deliveries d set due_at = $2, attempts = attempts + 1
     where id in (select id from webhook_deliveries where due_at <= $1 and delivered_at is null and given_up_at is null
       order by due_at limit $3 for update skip locked)
     returning id, url, event, body, attempts`,
    [at, until, limit],
  )
  return rows
}

export async function noteDelivered(sql: Sql, id: string, at: Date): Promise<void> {
  await sql.query('update webhook_deliveries set delivered_at = $2, last_error = null where id = $1', [
    id,
    at,
  ])
}

/** `next` null: given up. */
export async function noteFailed(
  sql: Sql,
  id: string,
  error: string,
  at: Date,
  next: Date | null,
): Promise<void> {
  await sql.query(
    `update webhook_deliveries set last_error = $2, due_at = coalesce($4, due_at),
       given_up_at = case when $4::timestamptz is null then $3::timestamptz end where id = $1`,
    [id, error.slice(0, 500), at, next],
  )
}
