import type { Sql } from '@/server/platform/db/pool'

/** Which of these are people who can sign in. */
export async function listKnownUsers(sql: Sql, userIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    'select id from users where id = any($1) and disabled_at is null',
    [userIds],
  )
  return rows.map(({ id }) => id)
}

export type NewMentions = {
  conversationId: string
  seq: number
  byId: string
  userIds: readonly string[]
  at: Date
}

/** Notes who was named; those who were not noted before, so that a repeat tells nobody twice. */
export async function insertMentions(sql: Sql, input: NewMentions): Promise<string[]> {
  const { rows } = await sql.query<{ userId: string }>(
    `insert into mentions(conversation_id, seq, user_id, by_id, created_at)
     select $1, $2, u, $4, $5 from unnest($3::uuid[]) u on conflict do nothing returning user_id as "userId"`,
    [input.conversationId, input.seq, input.userIds, input.byId, input.at],
  )
  return rows.map(({ userId }) => userId)
}

/** Named colleagues take part as consulted: `ids` are new ids, one for each. */
export async function addConsulted(
  sql: Sql,
  input: { conversationId: string; byId: string; at: Date; rows: { id: string; userId: string }[] },
): Promise<string[]> {
  const { rows } = await sql.query<{ userId: string }>(
    `insert into conversation_participants(id, conversation_id, user_id, part, invited_by, joined_at)
     select i.id, $1, i.user_id, 'consulted', $4, $5 from unnest($2::uuid[], $3::uuid[]) as i(id, user_id)
     on conflict (conversation_id, user_id, part) where left_at is null do nothing returning user_id as "userId"`,
    [
      input.conversationId,
      input.rows.map(({ id }) => id),
      input.rows.map(({ userId }) => userId),
      input.byId,
      input.at,
    ],
  )
  return rows.map(({ userId }) => userId)
}

export type MentionRow = {
  conversationId: string
  seq: number
  number: number
  customerName: string
  byName: string
  text: string
  at: Date
}

/** What somebody was named in and has not opened yet, the newest first. */
export async function listUnseenMentions(sql: Sql, userId: string, limit: number): Promise<MentionRow[]> {
  const { rows } = await sql.query<MentionRow>(
    `select n.conversation_id as "conversationId", n.seq, c.number, cu.name as "customerName", u.name as "byName",
       left(m.text, 200) as text, n.created_at as at
     from mentions n join conversations c on c.id = n.conversation_id join customers cu on cu.id = c.customer_id
       join messages m on m.conversation_id = n.conversation_id and m.seq = n.seq and m.recalled_at is null
       join users u on u.id = n.by_id
     where n.user_id = $1 and n.seen_at is null order by n.created_at desc limit $2`,
    [userId, limit],
  )
  return rows
}

export async function markMentionsSeen(
  sql: Sql,
  userId: string,
  conversationId: string,
  at: Date,
): Promise<void> {
  await sql.query(
    'update mentions set seen_at = $3 where user_id = $1 and conversation_id = $2 and seen_at is null',
    [userId, conversationId, at],
  )
}
