import { batchedRead } from '@/server/platform/db/batched-read'
import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'

/** `id`: the customer's own, or of whom they were merged into. */
export type Standing = { id: string; blocked: boolean; erased: boolean }

export async function standingOf(sql: Sql, customerId: string): Promise<Standing | null> {
  return (await loadStandings(sql, [customerId])).get(customerId) ?? null
}

/** The same outside of a transaction; whoever asks at once is answered by one statement. */
export const standingNow: (customerId: string) => Promise<Standing | undefined> = batchedRead(
  'customer.standing',
  (ids) => loadStandings(pool(), ids),
)

async function loadStandings(sql: Sql, ids: string[]): Promise<Map<string, Standing>> {
  const { rows } = await sql.query<Standing & { asked: string }>({
    name: 'customer_standing',
    text: `select c.id as asked, s.id, s.blocked_at is not null as blocked, s.erased_at is not null as erased
      from customers c join customers s on s.id = coalesce(c.merged_into_id, c.id) where c.id = any($1::uuid[])`,
    values: [ids],
  })
  return new Map(rows.map(({ asked, ...standing }) => [asked, standing]))
}

/**
 * Keeps customers from being merged until the transaction ends, and says who each is now: a merge that was faster
 * is waited for. Who was erased is left out.
 */
export async function holdCustomers(sql: Sql, customerIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ asked: string; id: string }>({
    name: 'customers_hold',
    text: `select id as asked, coalesce(merged_into_id, id) as id from customers
      where id = any($1::uuid[]) and erased_at is null order by customers.id for key share`,
    values: [customerIds],
  })
  return new Map(rows.map(({ asked, id }) => [asked, id]))
}

export const erasedMeanwhile = () =>
  new AppError('token_expired', 'The token has expired. Open a new session.')

/** The same for one. @throws {AppError} token_expired when they were erased */
export async function holdCustomer(sql: Sql, customerId: string): Promise<string> {
  const id = (await holdCustomers(sql, [customerId])).get(customerId)
  if (id === undefined) throw erasedMeanwhile()
  return id
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
