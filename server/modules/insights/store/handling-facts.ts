import { idleThresholdMs } from '../contract'
import { type FamilySql, live, ms, sorted } from './family'

/**
 * What a conversation cost its owner: active time, as `endedFacts` counts it, and the work after the end once it
 * is done.
 */
export const handlingFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.ended_at as at, c.agent_id, c.group_id,
      (select sum(least(${ms('gap.before', 'gap.at')}, ${idleThresholdMs})) from (
        select e.at, lag(e.at) over (order by e.at) as before from (
          select c.first_assigned_at as at union all select c.ended_at union all
          select m.created_at from messages m where m.conversation_id = c.id and not m.waiting
            and m.kind <> 'note' and m.sender_kind in ('customer', 'agent')
            and m.created_at between c.first_assigned_at and c.ended_at) e) gap
        where gap.before is not null)::bigint
      + greatest(0, coalesce(${ms('c.ended_at', 'c.after_work_ended_at')}, 0)) as handle_ms
    from conversations c
    where c.ended_at >= $1 and c.ended_at < $2 and ${live('c')} and c.first_assigned_at is not null`,
  metrics: { handle_time: { n: 'sum(handle_ms)', d: 'count(*)', rows: 'true', value: 'handle_ms' } },
}
