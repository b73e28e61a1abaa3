import { count, type FamilySql, sorted, yes } from './family'

/**
 * Conversations that a bot answered first, placed at their end: a bot wrote before a human was asked for. Whoever
 * never asked for one was helped by the bot alone.
 */
export const botFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.ended_at as at, null::uuid as agent_id, null::uuid as group_id,
      c.entered_at is null as alone
    from conversations c join threads t on t.id = c.thread_id
    where c.ended_at >= $1 and c.ended_at < $2 and t.initiator = 'customer'
      and exists (select from messages m where m.conversation_id = c.id and m.sender_kind = 'bot'
        and m.created_at <= coalesce(c.entered_at, 'infinity'))`,
  metrics: {
    bot_count: { n: 'count(*)', rows: 'true', value: '1' },
    bot_self_service_rate: { n: count('alone'), d: 'count(*)', rows: 'true', value: yes('alone') },
  },
}
