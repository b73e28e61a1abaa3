import type { Sql } from '@/server/platform/db/pool'

export async function insertOriginal(
  sql: Sql,
  row: { messageId: string; conversationId: string; sealed: Buffer },
): Promise<void> {
  await sql.query({
    name: 'masked_insert',
    text: 'insert into masked_originals(message_id, conversation_id, sealed) values ($1, $2, $3)',
    values: [row.messageId, row.conversationId, row.sealed],
  })
}

export async function deleteOriginal(sql: Sql, messageId: string): Promise<void> {
  await sql.query('delete from masked_originals where message_id = $1', [messageId])
}

export type Original = {
  conversationId: string
  seq: number
  number: number
  agentId: string | null
  groupId: string | null
  sealed: Buffer
}

/** Of a message that was stored and not taken back. */
export async function findOriginal(sql: Sql, messageId: string): Promise<Original | null> {
  const { rows } = await sql.query<Original>(
    `select o.conversation_id as "conversationId", m.seq, c.number, c.agent_id as "agentId", c.group_id as "groupId", o.sealed
     from masked_originals o join messages m on m.id = o.message_id join conversations c on c.id = m.conversation_id
     where o.message_id = $1 and m.recalled_at is null`,
    [messageId],
  )
  return rows[0] ?? null
}

/** Those written before `until` whose message was refused after all. */
export async function deleteUnused(sql: Sql, until: Date): Promise<void> {
  await sql.query(
    `delete from masked_originals o where o.created_at < $1
       and not exists (select 1 from messages m where m.id = o.message_id)`,
    [until],
  )
}
