import { pool } from '@/server/platform/db/pool'
import type { DisableEffect } from '../contract'

/** What happens when these people are disabled, counted now. */
export async function findDisableEffect(ids: readonly string[]): Promise<DisableEffect> {
  const { rows } = await pool().query<DisableEffect>(
    `select
      coalesce((select array_agg(name order by lower(name)) from users where id = any($1)), '{}') as names,
      (select count(*)::int from assignments s join conversations c on c.id = s.conversation_id
        where s.agent_id = any($1) and s.ended_at is null and c.live) as live,
      (select count(*)::int from assignments s join conversations c on c.id = s.conversation_id
        where s.agent_id = any($1) and s.ended_at is null and not c.live) as messages,
      (select count(*)::int from shifts where agent_id = any($1) and kind = 'shift' and ends_at > now()) as "futureShifts",
      coalesce((select array_agg(distinct g.name) from group_members m join skill_groups g on g.id = m.group_id
        where m.agent_id = any($1) and m.offline_receiver), '{}') as "receiverOf",
      coalesce((select array_agg(g.name order by g.name) from skill_groups g where g.disabled_at is null
        and exists (select 1 from group_members m where m.group_id = g.id and m.agent_id = any($1))
        and not exists (select 1 from group_members m join agents a on a.id = m.agent_id
          where m.group_id = g.id and a.enabled and a.id <> all($1))), '{}') as "lastOf"`,
    [[...ids]],
  )
  return rows[0] ?? { names: [], live: 0, messages: 0, futureShifts: 0, receiverOf: [], lastOf: [] }
}
