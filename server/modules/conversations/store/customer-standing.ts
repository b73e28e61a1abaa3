import type { Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'

/** `id`: the customer's own, or of whom they were merged into. */
export type Standing = { id: string; blocked: boolean; erased: boolean }

export async function standingOf(sql: Sql, customerId: string): Promise<Standing | null> {
  const { rows } = await sql.query<Standing>({
    name: 'customer_standing',
    text: `select s.id, s.blocked_at is not null as blocked, s.erased_at is not null as erased from customers c
      join customers s on s.id = coalesce(c.merged_into_id, c.id) where c.id = $1`,
    values: [customerId],
  })
  return rows[0] ?? null
}

/**
 * Keeps the customer from being merged until the transaction ends, and says who it is now: a merge that was
 * faster is waited for. @throws {AppError} token_expired when they were erased
 */
export async function holdCustomer(sql: Sql, customerId: string): Promise<string> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'customer_hold',
    text: 'select coalesce(merged_into_id, id) as id from customers where id = $1 and erased_at is null for key share',
    values: [customerId],
  })
  if (!rows[0]) throw new AppError('token_expired', 'The token has expired. Open a new session.')
  return rows[0].id
}

/** Those who may not write, and everybody who was merged into them. */
export async function listBlocked(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'customers_blocked',
    text: `select id from customers where blocked_at is not null
      union all select m.id from customers c join customers m on m.merged_into_id = c.id where c.blocked_at is not null`,
  })
  return rows.map(({ id }) => id)
}

export async function findLanguage(sql: Sql, customerId: string): Promise<string | null> {
  const { rows } = await sql.query<{ language: string | null }>(
    'select language from customers where id = $1',
    [customerId],
  )
  return rows[0]?.language ?? null
}
