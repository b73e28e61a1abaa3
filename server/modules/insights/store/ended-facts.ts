import { firstContactDays, idleThresholdMs } from '../contract'
import { count, type FamilySql, live, ms, sorted, yes } from './family'

/**
 * Conversations that an agent had, placed at their (last) end and told apart by the last owner. Duration is the
 * time agents held them; of active time, gaps count up to the silence threshold only.
 */
export const endedFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.ended_at as at, c.agent_id, c.group_id, c.agent_messages,
      c.reopened_count > 0 as reopened,
      (select sum(${ms('a.started_at', 'a.ended_at')}) from assignments a where a.conversation_id = c.id)::bigint
        as duration_ms,
      (select sum(least(${ms('gap.before', 'gap.at')}, ${idleThresholdMs})) from (
        select e.at, lag(e.at) over (order by e.at) as before from (
          select c.first_assigned_at as at union all select c.ended_at union all
          select m.created_at from messages m where m.conversation_id = c.id and not m.waiting
            and m.kind <> 'note' and m.sender_kind in ('customer', 'agent')
            and m.created_at between c.first_assigned_at and c.ended_at) e) gap
        where gap.before is not null)::bigint as active_ms,
      c.reopened_count = 0 and not exists (select from conversations n where n.thread_id = c.thread_id
        and n.created_at > c.ended_at and n.created_at <= c.ended_at + interval '${firstContactDays} days')
        as resolved
    from conversations c
    where c.ended_at >= $1 and c.ended_at < $2 and ${live('c')} and c.first_assigned_at is not null`,
  metrics: {
    conversations_owned: { n: 'count(*)', rows: 'true', value: '1' },
    duration: { n: 'sum(duration_ms)', d: 'count(*)', rows: 'true', value: 'duration_ms' },
    active_time: { n: 'sum(active_ms)', d: 'count(*)', rows: 'true', value: 'active_ms' },
    reopen_rate: { n: count('reopened'), d: 'count(*)', rows: 'true', value: yes('reopened') },
    first_contact_resolution: { n: count('resolved'), d: 'count(*)', rows: 'true', value: yes('resolved') },
    one_touch: {
      n: count('agent_messages = 1'),
      d: 'count(*)',
      rows: 'true',
      value: yes('agent_messages = 1'),
    },
  },
}

/** The same conversations, to say what they were about. */
export const closingFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.ended_at as at, c.agent_id, c.group_id from conversations c
    where c.ended_at >= $1 and c.ended_at < $2 and ${live('c')} and c.first_assigned_at is not null`,
  metrics: { wrap_up_share: { n: 'count(*)', d: 'count(*)', rows: 'true', value: '1' } },
}
