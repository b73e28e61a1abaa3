import type { Sql } from '@/server/platform/db/pool'
import { listReferences } from './merge'

/** All of one customer that can be read by people, table by table; what is sealed is not among it. */
export type Part = { name: string; rows: unknown[] }

const OF_CONVERSATION = [
  ['messages', 'seq'],
  ['ratings', 'created_at'],
  ['calls', 'started_at'],
  ['assignments', 'started_at'],
  ['conversation_participants', 'joined_at'],
] as const

/** Columns that say nothing to the person: places of an index, hashes, sealed bytes. */
const SILENT = `- 'words' - 'sealed' - 'token_hash' - 'secret'`

/** What hangs below a record of the customer's and names the customer only through it. */
const BELOW = {
  ticket_entries: `select e.at as at, to_jsonb(e) as row from ticket_entries e join tickets t on t.id = e.ticket_id
    where t.customer_id = $1`,
  call_back_entries: `select e.at as at, to_jsonb(e) as row from call_back_entries e
    join call_backs b on b.id = e.call_back_id where b.customer_id = $1`,
  procedure_run_steps: `select x.at as at, to_jsonb(x) as row from procedure_run_steps x
    join procedure_runs r on r.id = x.run_id join conversations c on c.id = r.conversation_id where c.customer_id = $1`,
  im_inbox: `select i.received_at as at, to_jsonb(i) as row from im_inbox i
    join im_customers u on u.channel_id = i.channel_id and u.im_user_id = i.sender where u.customer_id = $1`,
}

export async function readProfileParts(sql: Sql, customerId: string): Promise<Part[]> {
  const read = async (name: string, text: string): Promise<Part> => {
    const { rows } = await sql.query<{ row: unknown }>(text, [customerId])
    return { name, rows: rows.map(({ row }) => row) }
  }
  const own = (name: string, column: string) =>
    read(name, `select to_jsonb(t) ${SILENT} as row from ${name} t where "${column}" = $1 order by 1`)
  const others = []
  for (const { table, column } of await listReferences(sql)) others.push(await own(table, column))
  const below = []
  for (const [name, text] of Object.entries(BELOW))
    below.push(await read(name, `select row from (${text}) parts order by at`))
  return [
    await read(
      'customer',
      `select to_jsonb(t) ${SILENT} as row from customers t where id = $1 or merged_into_id = $1 order by t.created_at`,
    ),
    await own('customer_notes', 'customer_id'),
    await own('orders', 'customer_id'),
    await own('threads', 'customer_id'),
    ...others,
    ...below,
  ].filter(({ name, rows }) => rows.length > 0 || !name.includes('_'))
}

export async function listConversationIds(sql: Sql, customerId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select id from conversations where customer_id = $1 order by created_at, id',
    [customerId],
  )
  return rows.map(({ id }) => id)
}

export type ConversationRecord = { number: number; record: Record<string, unknown> }

/** One conversation with all that belongs to it. */
export async function readConversation(sql: Sql, id: string): Promise<ConversationRecord | null> {
  const { rows } = await sql.query<{ number: number; row: object }>(
    'select number, to_jsonb(c) as row from conversations c where id = $1',
    [id],
  )
  const found = rows[0]
  if (!found) return null
  const record: Record<string, unknown> = { ...found.row }
  for (const [table, order] of OF_CONVERSATION) {
    const parts = await sql.query<{ row: unknown }>(
      `select to_jsonb(t) ${SILENT} as row from ${table} t where conversation_id = $1 order by t.${order}`,
      [id],
    )
    if (parts.rows.length > 0) record[table] = parts.rows.map(({ row }) => row)
  }
  return { number: found.number, record }
}

export type FileOf = { id: string; name: string; conversationId: string; number: number }

export async function listFiles(sql: Sql, customerId: string): Promise<FileOf[]> {
  const { rows } = await sql.query<FileOf>(
    `select a.id, a.name, a.conversation_id as "conversationId", c.number from attachments a
     join conversations c on c.id = a.conversation_id where c.customer_id = $1 order by a.created_at, a.id`,
    [customerId],
  )
  return rows
}

/** Messages whose words were masked before they were stored. */
export async function listMasked(sql: Sql, conversationId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select message_id as id from masked_originals where conversation_id = $1 order by created_at',
    [conversationId],
  )
  return rows.map(({ id }) => id)
}
