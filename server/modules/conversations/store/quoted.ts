import type { Sql } from '@/server/platform/db/pool'

/** The kind of the message at a place of a conversation; null when there is none, or it was taken back. */
export async function findQuotedKind(sql: Sql, conversationId: string, seq: number): Promise<string | null> {
  const { rows } = await sql.query<{ kind: string }>(
    'select kind from messages where conversation_id = $1 and seq = $2 and recalled_at is null',
    [conversationId, seq],
  )
  return rows[0]?.kind ?? null
}
