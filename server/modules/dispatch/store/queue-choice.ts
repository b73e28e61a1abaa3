import type { Sql } from '@/server/platform/db/pool'

/** The question was put to the customer: false when it was before, or when they wait no longer. */
export async function offerChoice(
  sql: Sql,
  conversationId: string,
  groupId: string | null,
): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'offer_choice',
    text: `update queue_entries set choice = 'offered', choice_group_id = $2 where conversation_id = $1 and choice is null`,
    values: [conversationId, groupId],
  })
  return rowCount === 1
}

/** The customer stays, and is asked no more in this queue. */
export async function keepPlace(sql: Sql, conversationId: string): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'keep_place',
    text: `update queue_entries set choice = 'wait', choice_group_id = null where conversation_id = $1 and choice = 'offered'`,
    values: [conversationId],
  })
  return rowCount === 1
}
