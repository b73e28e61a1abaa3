import { clockOverride } from '@/server/platform/clock'
import type { Sql } from '@/server/platform/db/pool'
import type { MessageMeta } from '../contract'

export type AppendRow = {
  conversationId: string
  senderKind: 'customer' | 'agent' | 'bot' | 'system'
  senderId: string
  clientMessageId: string
  kind: string
  text: string
  attachmentId: string | null
  id: string
  /** The sender may write in any conversation (supervisors), not only in an own one. */
  anyone: boolean
  meta?: MessageMeta | null
}

/**
 * i inserted · d stored before (that row) · x stored before with other content · e conversation ended ·
 * s not possible in this state · n no such conversation for this sender
 */
export type AppendOutcome = 'i' | 'd' | 'x' | 'e' | 's' | 'n'

export type AppendResult = {
  outcome: AppendOutcome
  seq: number
  id: string
  at: Date
  waiting: boolean
  customerId: string
  agentId: string | null
  groupId: string | null
  status: string
}

const SQL = `select outcome, seq, id, at, waiting, customer_id as "customerId", agent_id as "agentId",
  group_id as "groupId", status from append_messages($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[],
  $6::text[], $7::uuid[], $8::uuid[], $9::boolean[], $10::jsonb[], $11::timestamptz) order by ord`

/** Appends a batch in one statement. Results stand in the order of the rows; no row fails the others. */
export async function appendMessages(sql: Sql, rows: AppendRow[]): Promise<AppendResult[]> {
  const result = await sql.query<AppendResult>({
    name: 'append_messages',
    text: SQL,
    values: [
      rows.map((r) => r.conversationId),
      rows.map((r) => r.senderKind),
      rows.map((r) => r.senderId),
      rows.map((r) => r.clientMessageId),
      rows.map((r) => r.kind),
      rows.map((r) => r.text),
      rows.map((r) => r.attachmentId),
      rows.map((r) => r.id),
      rows.map((r) => r.anyone),
      rows.map((r) => (r.meta ? JSON.stringify(r.meta) : null)),
      clockOverride(),
    ],
  })
  return result.rows
}
