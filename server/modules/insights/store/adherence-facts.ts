import { during, type FamilySql } from './family'

/** Where time is cut: at quarters of an hour lie all hours of all zones; at midnight of the viewer's zone its days. */
const quarter = `interval '15 minutes'`
const atQuarters = `select greatest(lower(p.at), q) as at, least(upper(p.at), q + ${quarter}) as until_at
  from generate_series(date_bin(${quarter}, lower(p.at), timestamptz '2000-01-01 00:00Z'), upper(p.at), ${quarter}) q
  where q < upper(p.at)`
const atMidnight = `select greatest(lower(p.at), d at time zone $4) as at,
    least(upper(p.at), (d + interval '1 day') at time zone $4) as until_at
  from generate_series(date_trunc('day', lower(p.at) at time zone $4), upper(p.at) at time zone $4, interval '1 day') d
  where d at time zone $4 < upper(p.at)`

/**
 * Planned time that has passed, per agent: in adherence (online in a shift, busy in a break) or out of it, cut at
 * quarters of an hour like all time. The rule is that of the schedules module (`comparePlan`): leave takes time
 * out of the plan, a break stands over its shift, and of statuses on record at once the one that began last
 * counts. Sets of instants do it in the database; a test holds both against each other.
 */
export const adherenceFacts: FamilySql = {
  facts: plannedTime(atQuarters),
  byDay: plannedTime(atMidnight),
  metrics: {
    scheduled_time: { n: 'coalesce(sum(part_ms), 0)', rows: 'true', value: 'part_ms' },
    adherence: {
      n: 'coalesce(sum(part_ms) filter (where kept), 0)',
      d: 'coalesce(sum(part_ms), 0)',
      rows: 'true',
      value: 'part_ms',
    },
  },
}

function plannedTime(cuts: string): string {
  return `with bounds as (select tstzrange($1::timestamptz, least($2::timestamptz, $3::timestamptz)) as span
      where $1::timestamptz < least($2::timestamptz, $3::timestamptz)),
    planned as (
      select s.agent_id, s.kind, range_agg(tstzrange(s.starts_at, s.ends_at) * b.span) as at
      from shifts s, bounds b
      where s.starts_at < upper(b.span) and s.ends_at > lower(b.span) and s.ends_at > s.starts_at
      group by s.agent_id, s.kind),
    plan as (
      select agent_id, ${without('break')} as pause, ${without('shift')} - ${plannedAs('break')} as work
      from planned group by agent_id),
    near as materialized (
      select s.* from agent_status_spans s where ${during('s.from_at', 's.until_at')}),
    lasting as (
      select s.agent_id, s.id, s.status, s.from_at, coalesce(s.until_at, $3) as until_at,
        tstzmultirange(tstzrange(s.from_at, coalesce(s.until_at, $3)) * b.span) as at,
        lead(s.from_at) over (partition by s.agent_id order by s.from_at, s.id) < coalesce(s.until_at, $3) as covered
      from near s join plan p on p.agent_id = s.agent_id, bounds b
      where s.from_at < upper(b.span) and coalesce(s.until_at, $3) > greatest(lower(b.span), s.from_at)),
    seen as (
      select l.agent_id, l.status, range_agg(case when l.covered then l.at - coalesce((
        select range_agg(tstzrange(o.from_at, coalesce(o.until_at, $3))) from agent_status_spans o
        where o.agent_id = l.agent_id and o.from_at >= l.from_at and o.from_at < l.until_at
          and coalesce(o.until_at, $3) > o.from_at and (o.from_at, o.id) > (l.from_at, l.id)), '{}')
        else l.at end) as at
      from lasting l where l.status <> 'offline' group by l.agent_id, l.status),
    told as (
      select p.agent_id, p.work, p.pause, p.work * ${seenAs('online')} + p.pause * ${seenAs('busy')} as kept
      from plan p),
    piece as (
      select t.agent_id, part.planned || part.kept as kind, part.kept as kept, unnest(part.at) as at
      from told t cross join lateral (values ('shift', ':in', t.work * t.kept), ('shift', ':out', t.work - t.kept),
        ('break', ':in', t.pause * t.kept), ('break', ':out', t.pause - t.kept)) part(planned, kept, at)),
    cut as (
      select p.agent_id, p.kind, p.kept, lower(p.at)::text as span_id, c.at, c.until_at
      from piece p cross join lateral (${cuts}) c)
    select null::uuid as conversation_id, null::uuid as channel_id, null::uuid as category_id,
      null::uuid as wrap_up_id, null::uuid as customer_id, c.agent_id, null::uuid as group_id, c.at, c.until_at,
      c.span_id, c.kind, null::text as reason, c.kept = ':in' as kept,
      (extract(epoch from (c.until_at - c.at)) * 1000)::bigint as part_ms
    from cut c`
}

function plannedAs(kind: 'shift' | 'break' | 'leave'): string {
  return `coalesce(range_agg(at) filter (where kind = '${kind}'), '{}')`
}

function without(kind: 'shift' | 'break'): string {
  return `(${plannedAs(kind)} - ${plannedAs('leave')})`
}

function seenAs(status: 'online' | 'busy'): string {
  return `coalesce((select s.at from seen s where s.agent_id = p.agent_id and s.status = '${status}'), '{}')`
}
