import { type FamilySql, ms, sorted } from './family'

const group = 'coalesce(c.first_group_id, c.group_id)'

/** Customers who asked for a human and reached one, placed at their entry, to say how the waits are spread. */
export const answeredFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.entered_at as at, null::uuid as agent_id, ${group} as group_id,
      case when c.creation_type = 'direct' then 0 else ${ms('c.entered_at', 'c.first_assigned_at')} end as wait_ms
    from conversations c join threads t on t.id = c.thread_id
    where c.entered_at >= $1 and c.entered_at < $2 and c.creation_type is distinct from 'offline'
      and t.initiator = 'customer' and c.first_assigned_at is not null`,
  metrics: { answered: { n: 'count(*)', rows: 'true', value: 'wait_ms' } },
}
