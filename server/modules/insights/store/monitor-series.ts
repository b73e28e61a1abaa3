import type { Sql } from '@/server/platform/db/pool'
import { shortAbandonmentMs } from '../contract'
import { ms } from './family'

/** Counts of one group in one slot of five minutes. */
export type SlotRow = {
  groupId: string | null
  at: Date
  inflow: number
  answered: number
  abandoned: number
  inTime: number
  measured: number
}

/** Today by group and five minutes, each customer at the time of entry; messages left are inflow only. */
export async function readToday(sql: Sql, from: Date, until: Date): Promise<SlotRow[]> {
  const { rows } = await sql.query<SlotRow>({
    name: 'monitor_today',
    text: `select "groupId", at, count(*)::int as inflow, count(*) filter (where assigned)::int as answered,
        count(*) filter (where abandoned)::int as abandoned,
        count(*) filter (where assigned and wait_ms <= limit_ms)::int as "inTime",
        count(*) filter (where assigned or (abandoned and wait_ms > ${shortAbandonmentMs}))::int as measured
      from (select coalesce(c.first_group_id, c.group_id) as "groupId",
          date_bin('5 minutes', c.entered_at, timestamptz '2000-01-01 00:00Z') as at,
          c.first_assigned_at is not null and c.creation_type is distinct from 'offline' as assigned,
          c.abandoned and c.creation_type is distinct from 'offline' as abandoned,
          case when c.creation_type = 'direct' then 0
            else ${ms('c.entered_at', 'coalesce(c.first_assigned_at, c.ended_at)')} end as wait_ms,
          coalesce(g.service_level_seconds, 30) * 1000 as limit_ms
        from conversations c join threads t on t.id = c.thread_id
        left join skill_groups g on g.id = coalesce(c.first_group_id, c.group_id)
        where c.entered_at >= $1 and c.entered_at < $2 and t.initiator = 'customer') f
      group by 1, 2`,
    values: [from, until],
  })
  return rows
}

export type TrendRow = {
  groupId: string | null
  at: Date
  queueing: number
  longestWaitMs: number | null
  ongoing: number
  awaitingReply: number
}

/** How things stood at the given instants, by group, read off what is stored of each conversation. */
export async function readTrend(sql: Sql, instants: Date[]): Promise<TrendRow[]> {
  const { rows } = await sql.query<TrendRow>({
    name: 'monitor_trend',
    text: `with recent as materialized (
        select c.id, c.group_id, c.entered_at, c.first_assigned_at, c.ended_at, c.creation_type, c.status, c.awaiting_since
        from conversations c
        where (c.ended_at is null or c.ended_at > (select min(x) from unnest($1::timestamptz[]) x))
          and c.entered_at <= (select max(x) from unnest($1::timestamptz[]) x) and c.creation_type is distinct from 'offline')
      select r.group_id as "groupId", t.at,
        count(*) filter (where coalesce(r.first_assigned_at, r.ended_at, 'infinity') > t.at)::int as queueing,
        max(${ms('r.entered_at', 't.at')}) filter (
          where coalesce(r.first_assigned_at, r.ended_at, 'infinity') > t.at) as "longestWaitMs",
        count(*) filter (where r.first_assigned_at <= t.at)::int as ongoing,
        count(*) filter (where r.first_assigned_at <= t.at and (r.awaiting_since <= t.at and r.status = 'awaiting_agent'
          or exists (select from reply_rounds o where o.conversation_id = r.id and o.asked_at <= t.at
            and o.replied_at > t.at)))::int as "awaitingReply"
      from unnest($1::timestamptz[]) t(at) join recent r on r.entered_at <= t.at
        and coalesce(r.ended_at, 'infinity') > t.at
      group by 1, 2`,
    values: [instants],
  })
  return rows
}

export type AgentTrendRow = { agentId: string; at: Date; status: string; held: number; limit: number }

/** Who was there at the given instants, with how many places taken. */
export async function readAgentTrend(sql: Sql, instants: Date[]): Promise<AgentTrendRow[]> {
  const { rows } = await sql.query<AgentTrendRow>({
    name: 'monitor_agent_trend',
    text: `select s.agent_id as "agentId", t.at, s.status, a.capacity as "limit",
        (select count(*)::int from assignments x where x.agent_id = s.agent_id and x.holds_place
          and x.started_at <= t.at and x.started_at > t.at - interval '1 day'
          and coalesce(x.ended_at, 'infinity') > t.at) as held
      from unnest($1::timestamptz[]) t(at)
      join agent_status_spans s on s.from_at <= t.at and coalesce(s.until_at, 'infinity') > t.at
        and s.from_at > t.at - interval '2 days'
      join agents a on a.id = s.agent_id where s.status <> 'offline'`,
    values: [instants],
  })
  return rows
}
