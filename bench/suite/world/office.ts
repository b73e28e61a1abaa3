import { newId } from '@/server/platform/ids'
import type { World } from './people'

/** How large the organisation is that supervisors look at. */
export type OfficeSize = { agents: number; groups: number; replies: number; audit: number }

const FIRST = ['Anna', 'Ben', 'Chen', 'Dai', 'Elif', 'Farid', 'Gao', 'Hana', 'Ivo', 'Jun', 'Kofi', 'Lin']
const LAST = ['Ahmed', 'Baumann', 'Chen', 'Diaz', 'Eriksen', 'Fischer', 'Garcia', 'Huang', 'Ito', 'Jansen']

/**
 * Configuration at scale, straight into the database: groups three levels deep, each agent in three of them, a
 * fifth of the agents at work, quick replies, and an audit log. Deterministic but for the ids.
 */
export async function addOffice(
  world: World,
  size: OfficeSize,
): Promise<{ agentIds: string[]; groupIds: string[] }> {
  const groupIds = Array.from({ length: size.groups }, newId)
  const agentIds = Array.from({ length: size.agents }, newId)
  await world.pool.query(
    `insert into skill_groups(id, name, parent_id, updated_at)
     select i, 'Team ' || lpad(n::text, 4, '0'), case when n > 20 then ($1::uuid[])[1 + (n - 21) / 10] end, now()
     from unnest($1::uuid[]) with ordinality x(i, n)`,
    [groupIds],
  )
  await world.pool.query(
    `insert into users(id, email, name, updated_at)
     select i, 'agent' || n || '@office.local', ($2::text[])[1 + n % 12] || ' ' || ($3::text[])[1 + n % 10] || ' ' || n, now()
     from unnest($1::uuid[]) with ordinality x(i, n)`,
    [agentIds, FIRST, LAST],
  )
  await world.pool.query(
    `insert into user_roles(user_id, role_id) select i, r.id from unnest($1::uuid[]) i, roles r where r.key = 'agent'`,
    [agentIds],
  )
  await world.pool.query(
    `insert into agents(id, public_name, capacity, guard, status, choice, choice_at, lease_until)
     select i, 'Agent ' || n, 5, 5, s, s, now(), case when s = 'offline' then null else now() + interval '1 day' end
     from (select i, n, case when n % 5 = 0 then 'online' when n % 17 = 0 then 'busy' else 'offline' end as s
       from unnest($1::uuid[]) with ordinality x(i, n)) y`,
    [agentIds],
  )
  await world.pool.query(
    `insert into group_members(group_id, agent_id, level, quality)
     select distinct on (g, i) g, i, 1 + (n % 2)::int, 10 + (n % 50)::int
     from (select i, n, ($2::uuid[])[1 + (n * k * 7 + k) % array_length($2::uuid[], 1)] as g
       from unnest($1::uuid[]) with ordinality x(i, n), generate_series(1, 3) k) y`,
    [agentIds, groupIds],
  )
  await world.pool.query('select refresh_sort_keys(i) from unnest($1::uuid[]) i', [agentIds])
  await world.pool.query(
    `insert into quick_replies(id, scope, shortcut, title, text, updated_at)
     select gen_random_uuid(), 'all', 'reply' || n, 'Reply number ' || n, 'We looked at order ' || n || ' for you.', now()
     from generate_series(1, $1::int) n`,
    [size.replies],
  )
  await world.pool.query(
    `insert into audit_entries(id, at, actor_name, action, entity, entity_id, label)
     select gen_random_uuid(), now() - n * interval '1 minute', ($2::text[])[1 + n % 12], 'updated', 'skill_group',
       (($3::uuid[])[1 + n % array_length($3::uuid[], 1)])::text, 'Team ' || n % 300
     from generate_series(1, $1::int) n`,
    [size.audit, FIRST, groupIds],
  )
  await world.pool.query('update organization set config_version = config_version + 1')
  await world.pool.query('analyze')
  return { agentIds, groupIds }
}
