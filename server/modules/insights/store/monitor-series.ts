import type { Sql } from '@/server/platform/db/pool'
import { shortAbandonmentMs } from '../contract'
import { ms, stretch } from './family'

/** Counts of one group and channel in one slot of five minutes. */
export type SlotRow = {
  groupId: string | null
  channelId: string | null
  at: Date
  inflow: number
  answered: number
  abandoned: number
  offered: number
  inTime: number
  measured: number
}

/** Who came between $1 and $2, with what became of them; those an agent wrote to first did not come. */
const cameFacts = `select c.id, c.number, c.status, c.agent_id, c.customer_id,
    coalesce(c.first_group_id, c.group_id) as group_id, c.channel_id, c.entered_at,
    coalesce(c.first_assigned_at, c.ended_at) as settled_at, c.offered and c.creation_type is distinct from 'offline' as offered,
    c.first_assigned_at is not null and c.creation_type is distinct from 'offline' as assigned,
    c.abandoned and c.creation_type is distinct from 'offline' as abandoned,
    case when c.creation_type = 'direct' then 0
      else ${ms('c.entered_at', 'coalesce(c.first_assigned_at, c.ended_at)')} end as wait_ms,
    coalesce(g.service_level_seconds, 30) * 1000 as limit_ms
  from conversations c join threads t on t.id = c.thread_id
  left join skill_groups g on g.id = coalesce(c.first_group_id, c.group_id)
  where c.entered_at >= $1 and c.entered_at < $2 and t.initiator = 'customer'`
const measured = `(assigned or (abandoned and wait_ms > ${shortAbandonmentMs}))`

/** By group, channel and five minutes, each customer at the time of entry; messages left are inflow only. */
export async function readSlots(sql: Sql, from: Date, until: Date): Promise<SlotRow[]> {
  const { rows } = await sql.query<SlotRow>({
    name: 'monitor_slots',
    text: `select group_id as "groupId", channel_id as "channelId",
        date_bin('5 minutes', entered_at, timestamptz '2000-01-01 00:00Z') as at,
        count(*)::int as inflow, count(*) filter (where assigned)::int as answered,
        count(*) filter (where abandoned)::int as abandoned, count(*) filter (where offered)::int as offered,
        count(*) filter (where assigned and wait_ms <= limit_ms)::int as "inTime",
        count(*) filter (where ${measured})::int as measured
      from (${cameFacts}) f group by 1, 2, 3`,
    values: [from, until],
  })
  return rows
}

/** Which of those who came today stand behind a figure. */
const behind = {
  inflow_today: 'true',
  answered_today: 'assigned',
  abandoned_today: 'abandoned',
  /** Those not in time: what made it lower than it could be. */
  service_level_today: `${measured} and not (assigned and wait_ms <= limit_ms)`,
} as const
export type TodayFigure = keyof typeof behind
export const isTodayFigure = (key: string): key is TodayFigure => key in behind

export type CameRow = {
  conversationId: string
  number: number
  customer: string
  group: string | null
  agent: string | null
  status: string
  since: Date
  waitMs: number | null
}
type CameQuery = {
  of: TodayFigure
  from: Date
  until: Date
  groupIds: readonly string[] | null
  channelId: string | null
  offset: number
  limit: number
}

/** The latest first. */
export async function listCame(sql: Sql, query: CameQuery): Promise<{ rows: CameRow[]; total: number }> {
  const { rows } = await sql.query<CameRow & { total: number }>({
    name: `monitor_came_${query.of}`,
    text: `select f.id as "conversationId", f.number, cu.name as customer, g.name as "group", u.name as agent, f.status,
        f.entered_at as since, case when f.settled_at is null then null else f.wait_ms::float8 end as "waitMs", f.total
      from (select f.*, count(*) over ()::int as total from (${cameFacts}) f
        where (${behind[query.of]}) and ($3::uuid[] is null or group_id = any($3)) and ($4::uuid is null or channel_id = $4)
        order by entered_at desc, id limit $5 offset $6) f
      join customers cu on cu.id = f.customer_id left join skill_groups g on g.id = f.group_id
      left join users u on u.id = f.agent_id order by f.entered_at desc, f.id`,
    values: [query.from, query.until, query.groupIds, query.channelId, query.limit, query.offset],
  })
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export type TrendRow = {
  groupId: string | null
  channelId: string | null
  at: Date
  queueing: number
  longestWaitMs: number | null
  ongoing: number
  awaitingReply: number
}

/** First and last as parameters of their own: by them the planner knows how little of the history it needs. */
function endsOf(instants: Date[]): [Date, Date] {
  const times = instants.map((at) => at.getTime())
  return [new Date(Math.min(...times)), new Date(Math.max(...times))]
}

/** How things stood at the given instants, by group and channel, read off what is stored of each conversation. */
export async function readTrend(sql: Sql, instants: Date[]): Promise<TrendRow[]> {
  const { rows } = await sql.query<TrendRow>({
    name: 'monitor_trend',
    text: `with recent as materialized (
        select c.id, c.group_id, c.channel_id, c.entered_at, c.first_assigned_at, c.ended_at, c.creation_type, c.status, c.awaiting_since
        from conversations c where c.ended_at is null and c.entered_at <= $3 and c.creation_type is distinct from 'offline'
        union all
        select c.id, c.group_id, c.channel_id, c.entered_at, c.first_assigned_at, c.ended_at, c.creation_type, c.status, c.awaiting_since
        from conversations c where c.ended_at > $2 and c.entered_at <= $3 and c.creation_type is distinct from 'offline')
      select r.group_id as "groupId", r.channel_id as "channelId", t.at,
        count(*) filter (where coalesce(r.first_assigned_at, r.ended_at, 'infinity') > t.at)::int as queueing,
        max(${ms('r.entered_at', 't.at')}) filter (
          where coalesce(r.first_assigned_at, r.ended_at, 'infinity') > t.at) as "longestWaitMs",
        count(*) filter (where r.first_assigned_at <= t.at)::int as ongoing,
        count(*) filter (where r.first_assigned_at <= t.at and (r.awaiting_since <= t.at and r.status = 'awaiting_agent'
          or exists (select from reply_rounds o where o.conversation_id = r.id and o.asked_at <= t.at
            and o.replied_at > t.at)))::int as "awaitingReply"
      from unnest($1::timestamptz[]) t(at) join recent r on r.entered_at <= t.at
        and coalesce(r.ended_at, 'infinity') > t.at
      group by 1, 2, 3`,
    values: [instants, ...endsOf(instants)],
  })
  return rows
}

export type AgentTrendRow = { agentId: string; at: Date; status: string; held: number; limit: number }

/** Who was there at the given instants, with how many places taken. */
export async function readAgentTrend(sql: Sql, instants: Date[]): Promise<AgentTrendRow[]> {
  const { rows } = await sql.query<AgentTrendRow>({
    name: 'monitor_agent_trend',
    text: `with span as materialized (
        select s.agent_id, s.status, s.from_at, coalesce(s.until_at, 'infinity') as until_at from agent_status_spans s
        where s.status <> 'offline' and s.from_at > $2::timestamptz - interval '2 days' and s.from_at <= $3
          and coalesce(s.until_at, 'infinity') > $2),
      place as materialized (
        select a.agent_id, a.started_at, coalesce(a.ended_at, 'infinity') as ended_at from assignments a
        where a.holds_place and ${stretch('a.started_at', 'a.ended_at')} && tstzrange($2, $3, '[]')),
      held as (
        select p.agent_id, t.at, count(*)::int as n from unnest($1::timestamptz[]) t(at) join place p
          on p.started_at <= t.at and p.started_at > t.at - interval '1 day' and p.ended_at > t.at group by 1, 2)
      select s.agent_id as "agentId", t.at, s.status, a.capacity as "limit", coalesce(h.n, 0) as held
      from unnest($1::timestamptz[]) t(at)
      join span s on s.from_at <= t.at and s.until_at > t.at and s.from_at > t.at - interval '2 days'
      join agents a on a.id = s.agent_id left join held h on h.agent_id = s.agent_id and h.at = t.at`,
    values: [instants, ...endsOf(instants)],
  })
  return rows
}
