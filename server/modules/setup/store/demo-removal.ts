import { pool, type Sql } from '@/server/platform/db/pool'
import type { RecordRef } from '../domain/keep-records'

export type RemovalRow = {
  startedAt: Date
  startedBy: string
  startedName: string
  keepTests: boolean
  total: number
  finishedAt: Date | null
}

export async function findRemoval(sql: Sql = pool()): Promise<RemovalRow | null> {
  const { rows } = await sql.query<RemovalRow>(
    `select started_at as "startedAt", started_by as "startedBy", started_name as "startedName",
       keep_tests as "keepTests", total, finished_at as "finishedAt" from demo_removals where id = 1`,
  )
  return rows[0] ?? null
}

/** False when it was started before. */
export async function insertRemoval(
  sql: Sql,
  row: { at: Date; userId: string; name: string; keepTests: boolean },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into demo_removals(id, started_at, started_by, started_name, keep_tests, total)
     select 1, $1, $2, $3, $4, ${REMAINING} on conflict do nothing`,
    [row.at, row.userId, row.name, row.keepTests],
  )
  return rowCount === 1
}

const REMAINING = `(select count(*)::int from conversations c where
  exists (select 1 from demo_records d where d.kind = 'conversations' and d.id = c.id)
  or not $4 and exists (select 1 from demo_records d where d.kind = 'channels' and d.id = c.channel_id))`

export async function countRemaining(sql: Sql, keepTests: boolean): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(`select ${REMAINING.replace('$4', '$1')} as n`, [keepTests])
  return rows[0]?.n ?? 0
}

export async function countDemo(sql: Sql): Promise<Record<string, number>> {
  const { rows } = await sql.query<{ kind: string; n: number }>(
    `select kind, count(*)::int as n from demo_records where kind <> 'organization' group by kind`,
  )
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]))
}

/** Conversations held on the demo's channels by people who tried it. */
export async function countTests(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(
    `select count(*)::int as n from conversations c
     where exists (select 1 from demo_records d where d.kind = 'channels' and d.id = c.channel_id)
       and not exists (select 1 from demo_records d where d.kind = 'conversations' and d.id = c.id)`,
  )
  return rows[0]?.n ?? 0
}

export async function isDemoRecord(sql: Sql, { kind, id }: RecordRef): Promise<boolean> {
  const { rowCount } = await sql.query('select 1 from demo_records where kind = $1 and id = $2', [kind, id])
  return rowCount === 1
}

export async function forgetRecord(sql: Sql, { kind, id }: RecordRef): Promise<void> {
  await sql.query('delete from demo_records where kind = $1 and id = $2', [kind, id])
}

/** Nobody comes in by the demo's doors any more: channels that go are off, people of the demo are signed out. */
export async function closeDemo(sql: Sql, at: Date, keptChannels: readonly string[]): Promise<string[]> {
  await sql.query(
    `update channels set disabled_at = coalesce(disabled_at, $1), version = version + 1
     where id in (select id from demo_records where kind = 'channels') and id <> all($2::uuid[])`,
    [at, keptChannels],
  )
  const { rows } = await sql.query<{ id: string }>(
    `update users set disabled_at = coalesce(disabled_at, $1), session_version = session_version + 1,
       password_hash = null, version = version + 1
     where id in (select id from demo_records where kind = 'users') returning id`,
    [at],
  )
  return rows.map(({ id }) => id)
}

/** Takes away at most `limit` conversations with all that belongs to them; files whose bytes are left over. */
export async function removeConversations(
  sql: Sql,
  { keepTests, limit, at }: { keepTests: boolean; limit: number; at: Date },
): Promise<{ removed: number; fileIds: string[] }> {
  const { rows } = await sql.query<{ id: string; customerId: string; placeOf: string | null }>(
    `select c.id, c.customer_id as "customerId", c.after_work_place_of as "placeOf" from conversations c where
       exists (select 1 from demo_records d where d.kind = 'conversations' and d.id = c.id)
       or not $1 and exists (select 1 from demo_records d where d.kind = 'channels' and d.id = c.channel_id)
     order by c.id limit $2 for update of c`,
    [keepTests, limit],
  )
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return { removed: 0, fileIds: [] }
  const open = await sql.query<{ id: string }>(
    'select conversation_id as id from assignments where conversation_id = any($1) and ended_at is null order by agent_id',
    [ids],
  )
  for (const { id } of open.rows) await sql.query('select release_assignment($1, $2, $3)', [id, at, 'ended'])
  const placed = rows.filter(({ placeOf }) => placeOf !== null).map(({ id }) => id)
  await sql.query(
    `select give_place_back(after_work_place_of, after_work_group_id, after_work_over) from conversations
     where id = any($1)`,
    [placed],
  )
  const files = await sql.query<{ id: string }>(
    'select id from attachments where conversation_id = any($1)',
    [ids],
  )
  // The log alone hangs on nothing: it is written too often for a check each time.
  await sql.query('delete from conversation_events where conversation_id = any($1)', [ids])
  await sql.query('delete from conversations where id = any($1)', [ids])
  await sql.query(`delete from demo_records where kind = 'conversations' and id = any($1)`, [ids])
  await removeVisitors(
    sql,
    rows.map(({ customerId }) => customerId),
  )
  return { removed: ids.length, fileIds: files.rows.map(({ id }) => id) }
}

/** Of these customers the nameless ones who have nothing left here. */
async function removeVisitors(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query(
    `delete from customers c where c.id = any($1) and c.external_id is null
       and not exists (select 1 from demo_records d where d.kind = 'customers' and d.id = c.id)
       and not exists (select 1 from conversations o where o.customer_id = c.id)
       and not exists (select 1 from orders o where o.customer_id = c.id)`,
    [ids],
  )
}

/** Customers of the demo whom no conversation names any more; the others stay and are no demo. */
export async function removeCustomers(sql: Sql, limit: number): Promise<number> {
  const { rowCount } = await sql.query(
    `with part as (select d.id from demo_records d where d.kind = 'customers' order by d.id limit $1),
       gone as (delete from customers c using part where c.id = part.id
         and not exists (select 1 from conversations o where o.customer_id = c.id))
     delete from demo_records d using part where d.kind = 'customers' and d.id = part.id`,
    [limit],
  )
  return rowCount ?? 0
}
