import type { Sql } from '@/server/platform/db/pool'
import { defaultThresholds } from '../domain/thresholds'

/** The nearer setting wins: the group's, the channel's, the organisation's, the rule book's. */
const RATING_WINDOW = `coalesce((g.thresholds->>'ratingWindowMs')::float8, (ch.thresholds->>'ratingWindowMs')::float8,
  (o.settings->'thresholds'->>'ratingWindowMs')::float8, ${defaultThresholds.ratingWindowMs})`

export type RatingRow = {
  conversationId: string
  score: number
  tags: string[]
  comment: string | null
  /** The owner when it was given. */
  agentId: string | null
  groupId: string | null
  source: 'closing' | 'invitation'
  at: Date
}

/** One per conversation: false when there is one already. */
export async function insertRating(sql: Sql, row: RatingRow): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into ratings(conversation_id, score, tags, comment, agent_id, group_id, source, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [row.conversationId, row.score, row.tags, row.comment, row.agentId, row.groupId, row.source, row.at],
  )
  return rowCount === 1
}

export type RatingRule = {
  endedAt: Date | null
  invitedAt: Date | null
  agentMessages: number
  agentId: string | null
  groupId: string | null
  /** The channel asks by itself when a conversation ends. */
  asks: boolean
  windowMs: number
}

/** What decides whether a conversation can be rated now; holds it, so that no step slips in between. */
export async function findRatingRule(sql: Sql, conversationId: string): Promise<RatingRule | null> {
  const { rows } = await sql.query<RatingRule>({
    name: 'rating_rule',
    text: `select c.ended_at as "endedAt", c.rating_invited_at as "invitedAt", c.agent_messages as "agentMessages",
        c.agent_id as "agentId", c.group_id as "groupId",
        coalesce((ch.settings->>'askRating')::boolean, true) as asks, ${RATING_WINDOW} as "windowMs"
      from conversations c join channels ch on ch.id = c.channel_id left join skill_groups g on g.id = c.group_id
        left join organization o on o.id = 1
      where c.id = $1 for no key update of c`,
    values: [conversationId],
  })
  return rows[0] ?? null
}
