import type { Sql } from '@/server/platform/db/pool'
import type { FollowUpView, ListFollowUpsInput } from '../contract'

type Row = Omit<FollowUpView, 'at' | 'followedUpAt'> & { at: Date; followedUpAt: Date | null }

const SELECT = `select c.id, c.number, cu.name as customer, r.score, r.tags, r.comment, r.source, u.name as agent, g.name as "group",
  r.created_at as at, r.followed_up_at as "followedUpAt", f.name as "followedUpBy", r.follow_up_note as note
  from ratings r join conversations c on c.id = r.conversation_id join customers cu on cu.id = c.customer_id
    left join users u on u.id = r.agent_id left join skill_groups g on g.id = r.group_id
    left join users f on f.id = r.followed_up_by`

const view = (row: Row): FollowUpView => ({
  ...row,
  at: row.at.toISOString(),
  followedUpAt: row.followedUpAt?.toISOString() ?? null,
})

/** Ratings of one and two stars of these groups (null: all). */
export async function listLowRatings(
  sql: Sql,
  groupIds: readonly string[] | null,
  input: ListFollowUpsInput,
): Promise<{ rows: FollowUpView[]; total: number }> {
  const where = `where r.score <= 2 and ($1::uuid[] is null or r.group_id = any($1))
    and ($2::text is null or ($2 = 'done') = (r.followed_up_at is not null))
    and ($3::text is null or concat_ws(' ', cu.name, u.name, g.name, r.comment, '#' || c.number) ilike '%' || $3 || '%')`
  const values = [groupIds, input.state ?? null, input.search?.replace(/[\\%_]/g, '\\$&') ?? null]
  const order = input.direction === 'asc' ? 'asc' : 'desc'
  const [page, count] = await Promise.all([
    sql.query<Row>(`${SELECT} ${where} order by r.created_at ${order}, c.id ${order} limit $4 offset $5`, [
      ...values,
      input.pageSize,
      (input.page - 1) * input.pageSize,
    ]),
    sql.query<{ total: number }>(`select count(*)::int as total from (${SELECT} ${where}) as found`, values),
  ])
  return { rows: page.rows.map(view), total: count.rows[0]?.total ?? 0 }
}

export async function findLowRating(
  sql: Sql,
  groupIds: readonly string[] | null,
  conversationId: string,
): Promise<FollowUpView | null> {
  const { rows } = await sql.query<Row>(
    `${SELECT} where r.conversation_id = $2 and r.score <= 2 and ($1::uuid[] is null or r.group_id = any($1))`,
    [groupIds, conversationId],
  )
  return rows[0] ? view(rows[0]) : null
}

/** Once; false when somebody has done it. */
export async function markFollowedUp(
  sql: Sql,
  row: { conversationId: string; userId: string; note: string },
  at: Date,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update ratings set followed_up_at = $4, followed_up_by = $2, follow_up_note = $3
     where conversation_id = $1 and followed_up_at is null`,
    [row.conversationId, row.userId, row.note, at],
  )
  return rowCount === 1
}
