import { count, type FamilySql, ms } from './family'

/** Alarms, placed when they were raised and told apart by what they are about. */
export const alarmFacts: FamilySql = {
  facts: `select a.conversation_id, c.channel_id, c.category_id, c.wrap_up_id, c.customer_id, a.raised_at as at,
      a.agent_id, a.group_id, a.kind, a.id as alarm_id, ${ms('a.raised_at', 'a.acknowledged_at')} as acknowledged_ms
    from alarms a left join conversations c on c.id = a.conversation_id
    where a.raised_at >= $1 and a.raised_at < $2`,
  metrics: {
    alarms_raised: { n: 'count(*)', rows: 'true', value: '1' },
    alarms_acknowledged: {
      n: count('acknowledged_ms is not null'),
      rows: 'acknowledged_ms is not null',
      value: '1',
    },
    alarm_acknowledge_time: {
      n: 'sum(acknowledged_ms)',
      d: 'count(acknowledged_ms)',
      rows: 'acknowledged_ms is not null',
      value: 'acknowledged_ms',
    },
  },
}
