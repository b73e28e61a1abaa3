import type { Sql } from '@/server/platform/db/pool'
import type { PauseEffect } from '../contract'

/** Who waits in these groups, and where they would go when the groups take nobody any more. */
export async function findPauseEffect(sql: Sql, ids: readonly string[]): Promise<PauseEffect[]> {
  const { rows } = await sql.query<PauseEffect>(
    `select g.id as "groupId", g.name, o.name as overflow,
       (select count(*)::int from queue_entries q where q.group_id = g.id) as waiting
     from skill_groups g left join skill_groups o
       on o.id = g.overflow_group_id and not o.intake_paused and o.disabled_at is null
     where g.id = any($1) order by g.name`,
    [ids],
  )
  return rows
}
