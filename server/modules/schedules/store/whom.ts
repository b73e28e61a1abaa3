import type { Sql } from '@/server/platform/db/pool'

/** Whose roster: members of these groups (null = everybody), one agent, or a name. */
export type Whom = { groupIds: string[] | null; agentId: string | null; search: string }

/** Condition on `agents a` and `users u` with $1 groups, $2 agent, $3 pattern. */
export const matches = `
  ($1::uuid[] is null or exists (select 1 from group_members gm where gm.agent_id = a.id and gm.group_id = any($1)))
  and ($2::uuid is null or a.id = $2)
  and ($3::text is null or u.name ilike $3 or a.public_name ilike $3)`

const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

export const whomValues = ({ groupIds, agentId, search }: Whom) => [
  groupIds,
  agentId,
  search === '' ? null : `%${escaped(search)}%`,
]

/** The group with all that stand below it; empty when there is none. */
export async function listGroupsBelow(sql: Sql, groupId: string): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `with recursive below as (
       select id from skill_groups where id = $1
       union select g.id from skill_groups g join below b on g.parent_id = b.id)
     select id from below`,
    [groupId],
  )
  return rows.map((row) => row.id)
}

/** Of these agents, those who exist and are members of one of the groups (null = of any or none). */
export async function listAgentsInScope(
  sql: Sql,
  agentIds: readonly string[],
  groupIds: readonly string[] | null,
): Promise<Set<string>> {
  const { rows } = await sql.query<{ id: string }>(
    `select a.id from agents a where a.id = any($1) and ($2::uuid[] is null
       or exists (select 1 from group_members m where m.agent_id = a.id and m.group_id = any($2)))`,
    [agentIds, groupIds],
  )
  return new Set(rows.map((row) => row.id))
}

export async function findTimeZone(sql: Sql): Promise<string> {
  const { rows } = await sql.query<{ zone: string }>(
    'select time_zone as zone from organization where id = 1',
  )
  return rows[0]?.zone ?? 'UTC'
}
