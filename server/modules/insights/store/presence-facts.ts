import { during, type FamilySql } from './family'

/**
 * Agents' time in a status, and the places they held meanwhile, cut to the period. Cut once more at every
 * quarter of an hour, where all changes of clocks and all hours of all zones lie, so that a stretch belongs to
 * one hour of the viewer. Places count while their agent was online.
 */
export const presenceFacts: FamilySql = {
  facts: `with stretch as (
      select s.id as span_id, s.agent_id, s.status, s.source, s.reason, greatest(s.from_at, $1) as from_at,
        least(coalesce(s.until_at, $3), $2, $3) as until_at
      from agent_status_spans s
      where s.status <> 'offline' and s.from_at < $2 and coalesce(s.until_at, $3) > $1
        and ${during('s.from_at', 's.until_at')}),
    place as materialized (
      select a.agent_id, a.started_at, coalesce(a.ended_at, $3) as ended_at from assignments a
      where a.holds_place and ${during('a.started_at', 'a.ended_at')}),
    held as (
      select o.span_id, o.agent_id, greatest(o.from_at, a.started_at) as from_at, least(o.until_at, a.ended_at) as until_at
      from stretch o join place a on a.agent_id = o.agent_id and a.started_at < o.until_at and a.ended_at > o.from_at
      where o.status = 'online'),
    piece as (
      select span_id, agent_id, status as kind, reason, from_at, until_at from stretch where until_at > from_at
      union all select span_id, agent_id, 'held', null, from_at, until_at from held where until_at > from_at),
    cut as (
      select p.span_id, p.agent_id, p.kind, p.reason, greatest(p.from_at, q) as at,
        least(p.until_at, q + interval '15 minutes') as until_at
      from piece p cross join lateral generate_series(
        date_bin('15 minutes', p.from_at, timestamptz '2000-01-01 00:00Z'), p.until_at, interval '15 minutes') q
      where q < p.until_at)
    select null::uuid as conversation_id, null::uuid as channel_id, null::uuid as category_id,
      null::uuid as wrap_up_id, null::uuid as customer_id, c.agent_id, null::uuid as group_id, c.at, c.until_at,
      c.span_id, c.kind, c.reason, (extract(epoch from (c.until_at - c.at)) * 1000)::bigint as part_ms
    from cut c`,
  metrics: {
    online_time: {
      n: `coalesce(sum(part_ms) filter (where kind <> 'held'), 0)`,
      rows: `kind <> 'held'`,
      value: 'part_ms',
    },
    busy_time: {
      n: `coalesce(sum(part_ms) filter (where kind = 'busy'), 0)`,
      rows: `kind = 'busy'`,
      value: 'part_ms',
    },
    concurrency: {
      n: `coalesce(sum(part_ms) filter (where kind = 'held'), 0)`,
      d: `sum(part_ms) filter (where kind = 'online')`,
      rows: `kind = 'online'`,
      value: 'part_ms',
    },
  },
}
