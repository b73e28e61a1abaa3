import type { Sql } from '@/server/platform/db/pool'
import { newId } from '@/server/platform/ids'

export type Part = 'advisor' | 'consulted' | 'watcher' | 'joined'

export type ParticipantRow = {
  id: string
  conversationId: string
  userId: string
  name: string
  part: Part
  invitedBy: string | null
  invitedByName: string | null
  note: string | null
  joinedAt: Date
  leftAt: Date | null
}

const SELECT = `select p.id, p.conversation_id as "conversationId", p.user_id as "userId",
  coalesce(a.public_name, u.name) as name, p.part, p.invited_by as "invitedBy", coalesce(ia.public_name, iu.name) as "invitedByName",
  p.note, p.joined_at as "joinedAt", p.left_at as "leftAt"
  from conversation_participants p join users u on u.id = p.user_id left join agents a on a.id = p.user_id
  left join users iu on iu.id = p.invited_by left join agents ia on ia.id = p.invited_by`

/** null: this person has this part already. */
export async function insertParticipant(
  sql: Sql,
  row: {
    conversationId: string
    userId: string
    part: Part
    invitedBy: string | null
    note: string | null
    at: Date
  },
): Promise<string | null> {
  const { rows } = await sql.query<{ id: string }>(
    `insert into conversation_participants(id, conversation_id, user_id, part, invited_by, note, joined_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [newId(), row.conversationId, row.userId, row.part, row.invitedBy, row.note, row.at],
  )
  return rows[0]?.id ?? null
}

/** Closes a part that is open; null when it is not. */
export async function closeParticipant(sql: Sql, id: string, at: Date): Promise<{ parts: number } | null> {
  const { rows } = await sql.query<{ parts: number }>(
    `with closed as (update conversation_participants set left_at = $2 where id = $1 and left_at is null
       returning conversation_id, user_id)
     select (select count(*)::int from conversation_participants p where p.conversation_id = c.conversation_id
       and p.user_id = c.user_id and p.left_at is null and p.id <> $1) as parts from closed c`,
    [id, at],
  )
  return rows[0] ?? null
}

/** Parts end with the conversation. */
export async function closeAllParts(sql: Sql, conversationId: string, at: Date): Promise<void> {
  await sql.query({
    name: 'close_parts',
    text: `update conversation_participants set left_at = $2 where conversation_id = $1 and left_at is null`,
    values: [conversationId, at],
  })
}

/** Whoever takes part openly, those who have left included. Silent watchers are not among them. */
export async function listParticipants(sql: Sql, conversationId: string): Promise<ParticipantRow[]> {
  const { rows } = await sql.query<ParticipantRow>(
    `${SELECT} where p.conversation_id = $1 and p.part <> 'watcher' order by p.joined_at, p.id`,
    [conversationId],
  )
  return rows
}

export async function findParticipant(sql: Sql, id: string): Promise<ParticipantRow | null> {
  const { rows } = await sql.query<ParticipantRow>(`${SELECT} where p.id = $1`, [id])
  return rows[0] ?? null
}

/** Where this person was asked for help and still is. */
export async function listAskedParts(sql: Sql, userId: string): Promise<ParticipantRow[]> {
  const { rows } = await sql.query<ParticipantRow>(
    `${SELECT} where p.user_id = $1 and p.left_at is null and p.part in ('advisor', 'consulted') order by p.joined_at`,
    [userId],
  )
  return rows
}

/** The open parts of this person in a conversation. */
export async function partsOf(sql: Sql, conversationId: string, userId: string): Promise<Part[]> {
  const { rows } = await sql.query<{ part: Part }>({
    name: 'parts_of',
    text: `select part from conversation_participants where conversation_id = $1 and user_id = $2 and left_at is null`,
    values: [conversationId, userId],
  })
  return rows.map((row) => row.part)
}

/** The public name of somebody who may be asked for help; null for those who receive no conversations. */
export async function findColleague(sql: Sql, userId: string): Promise<string | null> {
  const { rows } = await sql.query<{ name: string }>(
    `select a.public_name as name from agents a join users u on u.id = a.id where a.id = $1 and a.enabled and u.disabled_at is null`,
    [userId],
  )
  return rows[0]?.name ?? null
}
