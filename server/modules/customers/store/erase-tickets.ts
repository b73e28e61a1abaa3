import type { Sql } from '@/server/platform/db/pool'
import { withoutWords } from '../domain/without-words'

type Json = Parameters<typeof withoutWords>[0]

const OF_CUSTOMER = `(customer_id = any($1) or conversation_id in (select id from conversations where customer_id = any($1)))`

/**
 * What was to be done for a customer: numbers, times, groups and states stay for reports, every word goes. Returns
 * the files whose rows are gone.
 */
export async function eraseTickets(sql: Sql, ids: readonly string[]): Promise<string[]> {
  const tickets = await idsOf(
    sql,
    `update tickets set title = '–', description = '', updated_at = updated_at,
    version = version + 1 where ${OF_CUSTOMER} returning id`,
    ids,
  )
  const calls = await idsOf(
    sql,
    `update call_backs set name = '', phone = '', note = '', result = null where ${OF_CUSTOMER} returning id`,
    ids,
  )
  await sql.query('update ticket_entries set text = $2 where ticket_id = any($1)', [tickets, ''])
  await sql.query('update ticket_tellings set failure = null where ticket_id = any($1)', [tickets])
  await emptyDetails(sql, 'ticket_entries', 'ticket_id', tickets)
  await emptyDetails(sql, 'call_back_entries', 'call_back_id', calls)
  return idsOf(
    sql,
    `delete from attachments where id in (select attachment_id from ticket_files where ticket_id = any($1)) returning id`,
    tickets,
  )
}

async function idsOf(sql: Sql, text: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(text, [ids])
  return rows.map(({ id }) => id)
}

async function emptyDetails(sql: Sql, table: string, column: string, ids: readonly string[]): Promise<void> {
  const { rows } = await sql.query<{ id: string; detail: Json }>(
    `select id, detail from ${table} where ${column} = any($1) and detail <> '{}'`,
    [ids],
  )
  const kept = rows.map(({ id, detail }) => ({ id, detail: withoutWords(detail) }))
  await sql.query(
    `update ${table} t set detail = n.detail from jsonb_to_recordset($1::jsonb) as n(id uuid, detail jsonb) where t.id = n.id`,
    [JSON.stringify(kept)],
  )
}
