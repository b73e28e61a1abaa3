import { type FamilySql, live, ms, sorted, yes } from './family'

/** Messages left while nobody could answer, placed when they were written. */
export const offlineFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.entered_at as at, a.agent_id, coalesce(c.first_group_id, c.group_id) as group_id,
      ${ms('c.entered_at', 'c.first_reply_at')} as answer_ms
    from conversations c
    left join lateral (select a.agent_id from assignments a where a.conversation_id = c.id
      order by a.started_at, a.ended_at, a.id limit 1) a on true
    where c.entered_at >= $1 and c.entered_at < $2 and c.creation_type = 'offline'`,
  metrics: {
    offline_count: { n: 'count(*)', rows: 'true', value: '1' },
    offline_answer_time: {
      n: 'sum(answer_ms)',
      d: 'count(answer_ms)',
      rows: 'answer_ms is not null',
      value: 'answer_ms',
    },
  },
}

/** All that came in, messages included, to say from where and about what. */
export const intakeFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.entered_at as at, null::uuid as agent_id,
      coalesce(c.first_group_id, c.group_id) as group_id
    from conversations c join threads t on t.id = c.thread_id
    where c.entered_at >= $1 and c.entered_at < $2 and t.initiator = 'customer'`,
  metrics: {
    category_share: { n: 'count(*)', d: 'count(*)', rows: 'true', value: '1' },
    channel_share: { n: 'count(*)', d: 'count(*)', rows: 'true', value: '1' },
  },
}

/**
 * Who held a conversation that ended, one row per conversation, agent and group: whether they passed it on, and
 * whether it had been passed on to them.
 */
export const holdingFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.ended_at as at, a.agent_id, a.group_id, a.passed_on, a.received
    from conversations c join lateral (
      select x.agent_id, x.group_id, bool_or(x.out) as passed_on, bool_or(x.got) as received from (
        select s.agent_id, s.group_id, coalesce(s.end_reason = 'transferred', false) as out,
          coalesce(lag(s.end_reason) over (order by s.started_at, s.ended_at, s.id) = 'transferred', false) as got
        from assignments s where s.conversation_id = c.id) x group by x.agent_id, x.group_id) a on true
    where c.ended_at >= $1 and c.ended_at < $2 and ${live('c')}`,
  metrics: {
    transfer_out_rate: {
      n: 'count(distinct conversation_id) filter (where passed_on)',
      d: 'count(distinct conversation_id)',
      rows: 'true',
      value: yes('passed_on'),
    },
    transfer_in_rate: {
      n: 'count(distinct conversation_id) filter (where received)',
      d: 'count(distinct conversation_id)',
      rows: 'true',
      value: yes('received'),
    },
  },
}
