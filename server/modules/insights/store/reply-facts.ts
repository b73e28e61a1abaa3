import { type FamilySql, live, ms, sorted } from './family'

/** One row per agent who wrote in a conversation that ended: every one of them has handled it. */
export const writtenFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.ended_at as at, m.agent_id, c.group_id
    from conversations c join lateral (select distinct m.sender_id as agent_id from messages m
      where m.conversation_id = c.id and m.sender_kind = 'agent' and m.kind <> 'note' and not m.waiting) m on true
    where c.ended_at >= $1 and c.ended_at < $2 and ${live('c')}`,
  metrics: {
    conversations_handled: { n: 'count(distinct conversation_id)', rows: 'true', value: '1' },
    customers_served: { n: 'count(distinct customer_id)', rows: 'true', value: '1' },
  },
}

/** First human replies, placed when they were given and told apart by who gave them. */
export const firstReplyFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.first_reply_at as at, c.first_reply_by as agent_id,
      coalesce(a.group_id, c.group_id) as group_id,
      case when t.initiator = 'customer' then ${ms('c.entered_at', 'c.first_reply_at')} end as customer_ms,
      case when t.initiator = 'customer' then ${ms('a.started_at', 'c.first_reply_at')} end as agent_ms
    from conversations c join threads t on t.id = c.thread_id
    left join lateral (select a.group_id, a.started_at from assignments a where a.conversation_id = c.id
      and a.agent_id = c.first_reply_by and a.started_at <= c.first_reply_at
      order by a.started_at desc limit 1) a on true
    where c.first_reply_at >= $1 and c.first_reply_at < $2 and ${live('c')}`,
  metrics: {
    first_response_customer: {
      n: 'sum(customer_ms)',
      d: 'count(customer_ms)',
      rows: 'customer_ms is not null',
      value: 'customer_ms',
    },
    first_response_agent: {
      n: 'sum(agent_ms)',
      d: 'count(agent_ms)',
      rows: 'agent_ms is not null',
      value: 'agent_ms',
    },
  },
}

/** Rounds of question and answer, placed at the answer. */
export const roundFacts: FamilySql = {
  facts: `select ${sorted('c')}, r.replied_at as at, r.agent_id, r.group_id,
      ${ms('r.asked_at', 'r.replied_at')} as wait_ms
    from reply_rounds r join conversations c on c.id = r.conversation_id
    where r.replied_at >= $1 and r.replied_at < $2 and ${live('c')}`,
  metrics: {
    average_response: { n: 'sum(wait_ms)', d: 'count(*)', rows: 'true', value: 'wait_ms' },
  },
}
