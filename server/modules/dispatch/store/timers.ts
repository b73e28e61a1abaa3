import type { Sql } from '@/server/platform/db/pool'

/** The timer runs only for somebody who is still queued. */
export async function setQueueGrace(sql: Sql, conversationId: string, dueAt: Date): Promise<void> {
  await sql.query(
    `insert into conversation_timers(conversation_id, kind, due_at)
     select conversation_id, 'queue_grace', $2 from queue_entries where conversation_id = $1
     on conflict (conversation_id, kind) do update set due_at = excluded.due_at`,
    [conversationId, dueAt],
  )
}

export async function cancelTimer(sql: Sql, conversationId: string, kind: string): Promise<void> {
  await sql.query('delete from conversation_timers where conversation_id = $1 and kind = $2', [
    conversationId,
    kind,
  ])
}

/** After a stop nobody was there to see customers come back: the grace period starts anew. */
export async function postponeGrace(sql: Sql, dueAt: Date): Promise<void> {
  await sql.query(`update conversation_timers set due_at = $1 where kind = 'queue_grace' and due_at < $1`, [
    dueAt,
  ])
}

/** Due timers of one kind. They stay until their effect has removed them, so a crash in between loses none. */
export async function listDue(sql: Sql, kind: string, at: Date): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select conversation_id as id from conversation_timers where kind = $1 and due_at <= $2 order by due_at limit 500`,
    [kind, at],
  )
  return rows.map((row) => row.id)
}
