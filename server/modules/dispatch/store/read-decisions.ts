import type { Sql } from '@/server/platform/db/pool'
import { type DispatchDecision, dispatchDecision } from '../contract'

export type DecisionRecord = {
  id: string
  at: string
  kind: string
  decision: DispatchDecision
}

/** Every decision about one conversation, the first one first. */
export async function listDecisions(sql: Sql, conversationId: string): Promise<DecisionRecord[]> {
  const { rows } = await sql.query<{ id: string; at: Date; kind: string; body: unknown }>(
    'select id, at, kind, body from dispatch_decisions where conversation_id = $1 order by at, id',
    [conversationId],
  )
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    decision: dispatchDecision.parse(row.body),
  }))
}
