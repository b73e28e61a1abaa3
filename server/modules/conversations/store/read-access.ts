import type { Sql } from '@/server/platform/db/pool'

/** Whether the customer has conversations besides the one that is shown. */
export async function hasOtherConversations(
  sql: Sql,
  customerId: string,
  shownId: string | null,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    'select 1 from conversations where customer_id = $1 and ($2::uuid is null or id <> $2) limit 1',
    [customerId, shownId],
  )
  return (rowCount ?? 0) > 0
}

/** Whether this agent serves the customer right now: then earlier conversations are part of the work. */
export async function holdsConversationWith(sql: Sql, agentId: string, customerId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `select 1 from assignments a join conversations c on c.id = a.conversation_id
     where a.agent_id = $1 and a.ended_at is null and c.customer_id = $2 limit 1`,
    [agentId, customerId],
  )
  return (rowCount ?? 0) > 0
}

/** Whether this person has one of these parts in the conversation now. */
export async function takesPart(
  sql: Sql,
  conversationId: string,
  userId: string,
  parts: readonly string[],
): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'takes_part',
    text: `select 1 from conversation_participants
      where conversation_id = $1 and user_id = $2 and part = any($3) and left_at is null limit 1`,
    values: [conversationId, userId, parts],
  })
  return (rowCount ?? 0) > 0
}
