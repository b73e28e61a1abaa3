import type { Sql } from '@/server/platform/db/pool'

export type RatingRow = {
  conversationId: string
  score: number
  tags: string[]
  comment: string | null
  /** The owner when it was given. */
  agentId: string | null
  groupId: string | null
  at: Date
}

/** One per conversation: false when there is one already. */
export async function insertRating(sql: Sql, row: RatingRow): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into ratings(conversation_id, score, tags, comment, agent_id, group_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [row.conversationId, row.score, row.tags, row.comment, row.agentId, row.groupId, row.at],
  )
  return rowCount === 1
}
