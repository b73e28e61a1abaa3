import type { Sql } from '@/server/platform/db/pool'

/** Tables that this module moves by name, because they need more than another id. */
const HANDLED = ['customers', 'threads', 'conversations', 'orders', 'customer_notes', 'customer_erasures']

export type Reference = { table: string; column: string }

/** Everything else that names a customer, whoever made the table: nothing of theirs is left behind. */
export async function listReferences(sql: Sql): Promise<Reference[]> {
  const { rows } = await sql.query<Reference>(
    `select k.conrelid::regclass::text as table, a.attname as column
     from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
     where k.contype = 'f' and k.confrelid = 'customers'::regclass and cardinality(k.conkey) = 1 order by 1, 2`,
  )
  return rows.filter(({ table }) => !HANDLED.includes(table.replace(/"/g, '')))
}

export async function countReferences(
  sql: Sql,
  customerId: string,
): Promise<{ kind: string; count: number }[]> {
  const counted: { kind: string; count: number }[] = []
  for (const { table, column } of await listReferences(sql)) {
    const { rows } = await sql.query<{ n: number }>(
      `select count(*)::int as n from ${table} where "${column}" = $1`,
      [customerId],
    )
    if (rows[0]?.n) counted.push({ kind: table, count: rows[0].n })
  }
  return counted
}

export type MoveCounts = {
  conversations: number
  openConversations: number
  sideBySide: number
  orders: number
  notes: number
}

const COLLIDING = `select f.id as from_id, i.id as into_id,
    exists (select 1 from conversations a where a.thread_id = f.id and a.ended_at is null)
      and exists (select 1 from conversations b where b.thread_id = i.id and b.ended_at is null) as both_open
  from threads f join threads i on i.customer_id = $2 and i.initiator = f.initiator and i.topic = f.topic
    and i.branch = 0 and f.branch = 0
  where f.customer_id = $1`

export async function countMove(sql: Sql, from: string, into: string): Promise<MoveCounts> {
  const { rows } = await sql.query<MoveCounts>(
    `select (select count(*)::int from conversations where customer_id = $1) as conversations,
       (select count(*)::int from conversations where customer_id = $1 and ended_at is null) as "openConversations",
       (select count(*)::int from orders where customer_id = $1) as orders,
       (select count(*)::int from customer_notes where customer_id = $1) as notes,
       (select count(*)::int from (${COLLIDING}) c where c.both_open) as "sideBySide"`,
    [from, into],
  )
  return rows[0] as MoveCounts
}

/**
 * Gives everything of `from` to `into`. A line about the same goes on in the survivor's, unless both have an
 * open conversation: then it stays beside it, as it is.
 */
export async function moveEverything(sql: Sql, from: string, into: string): Promise<void> {
  await sql.query('select 1 from conversations where customer_id = any($1) order by id for update', [
    [from, into],
  ])
  const run = (text: string) => sql.query(text, [from, into])
  await run(`update conversations c set thread_id = l.into_id from (${COLLIDING}) l
    where c.thread_id = l.from_id and not l.both_open`)
  await run(`delete from threads t using (${COLLIDING}) l where t.id = l.from_id and not l.both_open`)
  await run(`update threads t set customer_id = $2, branch = b.branch from (
      select f.id, case when i.topic is null then f.branch else i.last + row_number() over (partition by f.initiator, f.topic order by f.branch, f.id) end as branch
      from threads f left join (select initiator, topic, max(branch) as last from threads where customer_id = $2 group by 1, 2) i
        on i.initiator = f.initiator and i.topic = f.topic
      where f.customer_id = $1) b where t.id = b.id`)
  await run(`update messages m set sender_id = $2 from conversations c where c.customer_id = $1
    and m.conversation_id = c.id and m.sender_kind = 'customer' and m.sender_id = $1`)
  await run(`update attachments set uploader_id = $2 where uploader_kind = 'customer' and uploader_id = $1`)
  await run('update conversations set customer_id = $2 where customer_id = $1')
  await run('update orders set customer_id = $2 where customer_id = $1')
  await run('update customer_notes set customer_id = $2 where customer_id = $1')
  for (const { table, column } of await listReferences(sql))
    await run(`update ${table} set "${column}" = $2 where "${column}" = $1`)
}

/** The row that stays behind says nothing but where to go; the ids of both lead to the survivor. */
export async function leaveSign(sql: Sql, from: string, into: string, at: Date): Promise<void> {
  await sql.query('update customers set merged_into_id = $2 where merged_into_id = $1', [from, into])
  await sql.query(
    `update customers set merged_into_id = $2, merged_at = $3, name = '–', email = null, phone = null, language = null,
       tags = '{}', vip_level = 0, profile = '{}', fields = '{}', blocked_at = null, blocked_by = null,
       blocked_reason = null, version = version + 1 where id = $1`,
    [from, into, at],
  )
  await sql.query(
    `update customers i set last_seen_at = greatest(i.last_seen_at, f.last_seen_at), created_at = least(i.created_at, f.created_at)
     from customers f where i.id = $2 and f.id = $1`,
    [from, into],
  )
}
