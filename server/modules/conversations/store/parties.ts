import type { Sql } from '@/server/platform/db/pool'

export type Parties = { customerId: string; agentId: string | null; typingPreview: boolean }

/** Between whom signs go, and whether the agent may see what the customer has not sent yet. */
export async function findParties(sql: Sql, conversationId: string): Promise<Parties | null> {
  const { rows } = await sql.query<Parties>({
    name: 'conversation_parties',
    text: `select c.customer_id as "customerId", c.agent_id as "agentId",
        coalesce((ch.settings->>'typingPreview')::boolean, false) as "typingPreview"
      from conversations c join channels ch on ch.id = c.channel_id where c.id = $1`,
    values: [conversationId],
  })
  return rows[0] ?? null
}
