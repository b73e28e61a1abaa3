import type { Sql } from '@/server/platform/db/pool'

export type GroupNeed = {
  group: string
  memberIds: string[]
  targets: { weekday: number; slot: number; agents: number }[]
}

/** The agent's groups that have targets, with their members (those of groups below included) and targets. */
export async function listNeeds(sql: Sql, agentId: string): Promise<GroupNeed[]> {
  const { rows } = await sql.query<GroupNeed>(
    `select g.name as "group",
       (with recursive below as (select g.id union select c.id from skill_groups c join below b on c.parent_id = b.id)
        select array_agg(distinct m.agent_id)::text[] from group_members m join below b on b.id = m.group_id) as "memberIds",
       (select json_agg(json_build_object('weekday', t.weekday, 'slot', t.slot, 'agents', t.agents))
        from coverage_targets t where t.group_id = g.id) as targets
     from skill_groups g join group_members mine on mine.group_id = g.id and mine.agent_id = $1
     where exists (select 1 from coverage_targets t where t.group_id = g.id) order by lower(g.name) limit 20`,
    [agentId],
  )
  return rows
}
