import { shortAbandonmentMs } from '../contract'
import { count, type FamilySql, ms, sorted, yes } from './family'

const group = 'coalesce(c.first_group_id, c.group_id)'
/** Abandoned after more than the short threshold. */
const gaveUp = `(abandoned and left_ms > ${shortAbandonmentMs})`
const leftAtOnce = `(abandoned and left_ms <= ${shortAbandonmentMs})`
const inTime = 'wait_ms <= limit_ms'

/**
 * Customers who asked for a human and were not taken as a message, placed at their entry. One who overflows
 * stays with the first group; a conversation that an agent began was never asked for.
 */
export const queueFacts: FamilySql = {
  facts: `select ${sorted('c')}, c.entered_at as at, null::uuid as agent_id, ${group} as group_id,
      c.offered, c.abandoned, c.first_assigned_at is not null as assigned,
      case when c.creation_type = 'direct' then 0 else ${ms('c.entered_at', 'c.first_assigned_at')} end as wait_ms,
      case when c.abandoned then ${ms('c.entered_at', 'c.ended_at')} end as left_ms,
      coalesce(g.service_level_seconds, 30) * 1000 as limit_ms
    from conversations c join threads t on t.id = c.thread_id left join skill_groups g on g.id = ${group}
    where c.entered_at >= $1 and c.entered_at < $2 and c.creation_type is distinct from 'offline'
      and t.initiator = 'customer'`,
  metrics: {
    offered: { n: count('offered'), rows: 'offered', value: '1' },
    queue_wait: {
      n: 'sum(wait_ms) filter (where assigned)',
      d: count('assigned'),
      rows: 'assigned',
      value: 'wait_ms',
    },
    queue_wait_median: {
      n: 'percentile_disc(0.5) within group (order by wait_ms) filter (where assigned)',
      rows: 'assigned',
      value: 'wait_ms',
    },
    queue_wait_p90: {
      n: 'percentile_disc(0.9) within group (order by wait_ms) filter (where assigned)',
      rows: 'assigned',
      value: 'wait_ms',
    },
    queue_wait_max: { n: 'max(wait_ms) filter (where assigned)', rows: 'assigned', value: 'wait_ms' },
    service_level: {
      n: count(`assigned and ${inTime}`),
      d: count(`assigned or ${gaveUp}`),
      rows: `assigned or ${gaveUp}`,
      value: yes(`assigned and ${inTime}`),
    },
    abandonment_rate: {
      n: count('offered and abandoned'),
      d: count('offered'),
      rows: 'offered',
      value: yes('abandoned'),
    },
    short_abandonment_rate: {
      n: count(`offered and ${leftAtOnce}`),
      d: count('offered'),
      rows: 'offered',
      value: yes(leftAtOnce),
    },
  },
}
