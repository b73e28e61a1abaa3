import type { Sql } from '@/server/platform/db/pool'

/** These waiting customers have a stream open right now. */
export async function markSeen(sql: Sql, conversationIds: string[], at: Date): Promise<void> {
  await sql.query({
    name: 'queue_mark_seen',
    text: 'update queue_entries set seen_at = greatest(coalesce(seen_at, $2), $2::timestamptz) where conversation_id = any($1)',
    values: [conversationIds, at],
  })
}

/** After a stop nobody was there to see customers come back: their grace period starts anew. */
export async function forgiveAbsence(sql: Sql, at: Date): Promise<void> {
  await sql.query('update queue_entries set seen_at = $1 where seen_at < $1', [at])
}
