import type { Sql } from '@/server/platform/db/pool'
import type { OwnComment } from '../contract'

type CommentRow = Omit<OwnComment, 'at'> & { at: Date }

/** What customers wrote with the ratings of this agent's conversations, the latest first. */
export async function listOwnComments(sql: Sql, agentId: string, limit: number): Promise<CommentRow[]> {
  const { rows } = await sql.query<CommentRow>({
    name: 'own_comments',
    text: `select r.conversation_id as "conversationId", c.number, cu.name as customer, r.score, r.comment,
        r.created_at as at
      from ratings r join conversations c on c.id = r.conversation_id join customers cu on cu.id = c.customer_id
      where r.agent_id = $1 and coalesce(r.comment, '') <> ''
      order by r.created_at desc, r.conversation_id limit $2`,
    values: [agentId, limit],
  })
  return rows
}
