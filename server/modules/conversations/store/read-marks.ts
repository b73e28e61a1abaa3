import type { Sql } from '@/server/platform/db/pool'

export type ReadMark = { seq: number; customerId: string; agentId: string | null }

/** Moves a side's mark forward, never past the end of the log; null when it stood there already. */
export async function moveReadMark(
  sql: Sql,
  conversationId: string,
  by: 'customer' | 'agent',
  seq: number,
): Promise<ReadMark | null> {
  const column = by === 'customer' ? 'customer_read_seq' : 'agent_read_seq'
  const { rows } = await sql.query<ReadMark>({
    name: `mark_read_${by}`,
    text: `update conversations set ${column} = least($2::bigint, last_seq) where id = $1 and ${column} < least($2::bigint, last_seq)
      returning ${column} as seq, customer_id as "customerId", agent_id as "agentId"`,
    values: [conversationId, seq],
  })
  return rows[0] ?? null
}
