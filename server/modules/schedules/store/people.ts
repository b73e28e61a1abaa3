import type { Sql } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'

export type Person = { id: string; name: string; enabled: boolean; groupIds: string[] }

/** An agent with the groups that decide who may look and decide. */
export async function findPerson(sql: Sql, agentId: string): Promise<Person | null> {
  const { rows } = await sql.query<Person>({
    name: 'schedules-person',
    text: `select a.id, u.name, a.enabled and u.disabled_at is null as enabled,
        array(select m.group_id from group_members m where m.agent_id = a.id)::text[] as "groupIds"
      from agents a join users u on u.id = a.id where a.id = $1`,
    values: [agentId],
  })
  return rows[0] ?? null
}

/** The rows of these agents are held until the transaction ends; in the order in which agents are locked. */
export async function holdPeople(tx: Db, agentIds: readonly string[]): Promise<Map<string, Person>> {
  await tx.$queryRaw`select 1 from agents where id = any(${[...agentIds]}::uuid[]) order by id for no key update`
  const rows = await tx.$queryRaw<Person[]>`
    select a.id, u.name, a.enabled and u.disabled_at is null as enabled,
      array(select m.group_id from group_members m where m.agent_id = a.id)::text[] as "groupIds"
    from agents a join users u on u.id = a.id where a.id = any(${[...agentIds]}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

/** Agents of these groups (null: all), by name; disabled ones left out. */
export async function listPeople(
  sql: Sql,
  { groupIds, search, limit }: { groupIds: readonly string[] | null; search: string; limit: number },
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql.query<{ id: string; name: string }>(
    `select a.id, u.name from agents a join users u on u.id = a.id
     where a.enabled and u.disabled_at is null and u.name ilike $2
       and ($1::uuid[] is null or exists (select 1 from group_members m where m.agent_id = a.id and m.group_id = any($1)))
     order by lower(u.name), a.id limit $3`,
    [groupIds, `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`, limit],
  )
  return rows
}
