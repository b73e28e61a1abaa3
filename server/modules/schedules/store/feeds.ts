import type { Sql } from '@/server/platform/db/pool'

export type FeedOwner = { agentId: string; name: string; locale: string | null; createdAt: Date }

/** The one link of an agent; a new one takes the place of the old. */
export async function putFeed(sql: Sql, agentId: string, tokenHash: Buffer, at: Date): Promise<void> {
  await sql.query(
    `insert into schedule_feeds(agent_id, token_hash, created_at) values ($1, $2, $3)
     on conflict (agent_id) do update set token_hash = $2, created_at = $3`,
    [agentId, tokenHash, at],
  )
}

export async function deleteFeed(sql: Sql, agentId: string): Promise<boolean> {
  const { rowCount } = await sql.query('delete from schedule_feeds where agent_id = $1', [agentId])
  return rowCount === 1
}

export async function findFeed(sql: Sql, agentId: string): Promise<Date | null> {
  const { rows } = await sql.query<{ at: Date }>(
    'select created_at as at from schedule_feeds where agent_id = $1',
    [agentId],
  )
  return rows[0]?.at ?? null
}

/** Whose link it is; nobody's once its owner cannot sign in. */
export async function findFeedOwner(sql: Sql, tokenHash: Buffer): Promise<FeedOwner | null> {
  const { rows } = await sql.query<FeedOwner>({
    name: 'feed-owner',
    text: `select f.agent_id as "agentId", u.name, u.locale, f.created_at as "createdAt" from schedule_feeds f
      join agents a on a.id = f.agent_id join users u on u.id = a.id
      where f.token_hash = $1 and a.enabled and u.disabled_at is null`,
    values: [tokenHash],
  })
  return rows[0] ?? null
}
