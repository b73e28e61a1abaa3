import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'

/** How somebody who supervises takes part: watchers only look, whoever joined writes to the customer. */
export type Part = 'watcher' | 'joined'

export type OpenPart = {
  id: string
  conversationId: string
  userId: string
  part: Part
  seenAt: Date | null
  agentId: string | null
  groupId: string | null
  endedAt: Date | null
}

/** True when it begins now; one that is open is only kept alive. */
export async function openPart(
  sql: Sql,
  row: { conversationId: string; userId: string; part: Part },
  at: Date,
): Promise<boolean> {
  const { rows } = await sql.query<{ fresh: boolean }>(
    `insert into conversation_participants(id, conversation_id, user_id, part, joined_at, seen_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict (conversation_id, user_id, part) where left_at is null do update set seen_at = $5
     returning xmax = 0 as fresh`,
    [newId(), row.conversationId, row.userId, row.part, at],
  )
  return rows[0]?.fresh ?? false
}

export async function closePart(
  sql: Sql,
  row: { conversationId: string; userId: string; part: Part },
  at: Date,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update conversation_participants set left_at = $4
     where conversation_id = $1 and user_id = $2 and part = $3 and left_at is null`,
    [row.conversationId, row.userId, row.part, at],
  )
  return (rowCount ?? 0) > 0
}

export async function listOpenParts(sql: Sql): Promise<OpenPart[]> {
  const { rows } = await sql.query<OpenPart>({
    name: 'oversight_open_parts',
    text: `select p.id, p.conversation_id as "conversationId", p.user_id as "userId", p.part, p.seen_at as "seenAt",
        c.agent_id as "agentId", c.group_id as "groupId", c.ended_at as "endedAt"
      from conversation_participants p join conversations c on c.id = p.conversation_id
      where p.left_at is null and p.part in ('watcher', 'joined')`,
  })
  return rows
}

/** Parts of any kind that these users have now. */
export async function listPartsOf(
  sql: Sql,
  userIds: readonly string[],
): Promise<{ userId: string; conversationId: string; lastSeq: number }[]> {
  const { rows } = await sql.query<{ userId: string; conversationId: string; lastSeq: number }>({
    name: 'oversight_parts_of',
    text: `select distinct p.user_id as "userId", c.id as "conversationId", c.last_seq as "lastSeq"
      from conversation_participants p join conversations c on c.id = p.conversation_id
      where p.left_at is null and p.user_id = any($1::uuid[])`,
    values: [userIds],
  })
  return rows
}

export async function countParts(sql: Sql, conversationId: string, userId: string): Promise<number> {
  const { rows } = await sql.query<{ parts: number }>(
    `select count(*)::int as parts from conversation_participants
     where conversation_id = $1 and user_id = $2 and left_at is null`,
    [conversationId, userId],
  )
  return rows[0]?.parts ?? 0
}

export type PastPart = { name: string; part: string; joinedAt: Date; leftAt: Date | null }

/** Who has watched silently. What others did as participants stands in the log. */
export async function listWatchers(sql: Sql, conversationId: string): Promise<PastPart[]> {
  const { rows } = await sql.query<PastPart>(
    `select u.name, p.part, p.joined_at as "joinedAt", p.left_at as "leftAt"
     from conversation_participants p join users u on u.id = p.user_id
     where p.conversation_id = $1 and p.part = 'watcher' order by p.joined_at`,
    [conversationId],
  )
  return rows
}
