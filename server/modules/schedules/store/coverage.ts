import type { Sql } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import type { Days } from './read-roster'

/** $1: members of these groups; null = everybody. */
const members = `members as (select a.id as agent_id from agents a where a.enabled and ($1::uuid[] is null
  or exists (select 1 from group_members gm where gm.agent_id = a.id and gm.group_id = any($1))))`
/** Whoever is away for a part of the period is looked at one by one. */
const away = `away as (
  select agent_id, starts_at, ends_at from leaves where status = 'approved' and starts_at < $5 and ends_at > $4
  union all
  select agent_id, starts_at, ends_at from shifts
  where kind = 'leave' and leave_id is null and starts_at < $5 and ends_at > $4)`

/** How many have which shift on which day (days from 1970), without those who are away at some time. */
export async function countPlanned(
  sql: Sql,
  groupIds: readonly string[] | null,
  days: Days,
  from: Date,
  until: Date,
) {
  const { rows } = await sql.query<{ day: number; segments: string; agents: number }>({
    name: 'coverage-planned',
    text: `with ${members}, ${away}
      select e.day - date '1970-01-01' as day, e.segments::text as segments, count(*)::int as agents
      from roster_entries e join members m on m.agent_id = e.agent_id
      where e.day >= $2::date and e.day < $3::date and e.removed_at is null
        and not exists (select 1 from away where away.agent_id = e.agent_id)
      group by e.day, e.segments`,
    values: [groupIds, days.from, days.until, from, until],
  })
  return rows
}

export async function listAwayPlans(
  sql: Sql,
  groupIds: readonly string[] | null,
  days: Days,
  from: Date,
  until: Date,
) {
  const { rows } = await sql.query<{
    day: number
    segments: string
    startsAt: Date
    endsAt: Date
    id: string
  }>({
    name: 'coverage-away',
    text: `with ${members}, ${away}
      select e.id, e.day - date '1970-01-01' as day, e.segments::text as segments,
        away.starts_at as "startsAt", away.ends_at as "endsAt"
      from roster_entries e join members m on m.agent_id = e.agent_id join away on away.agent_id = e.agent_id
      where e.day >= $2::date and e.day < $3::date and e.removed_at is null order by e.id`,
    values: [groupIds, days.from, days.until, from, until],
  })
  return rows
}

export type TargetRow = { weekday: number; slot: number; agents: number }

/** Added up over the groups; those without a target ask for nobody. */
export async function listTargets(sql: Sql, groupIds: readonly string[] | null): Promise<TargetRow[]> {
  const { rows } = await sql.query<TargetRow>(
    `select weekday, slot, sum(agents)::int as agents from coverage_targets where $1::uuid[] is null or group_id = any($1)
     group by weekday, slot`,
    [groupIds],
  )
  return rows
}

export async function lockTargets(tx: Db, groupId: string): Promise<TargetRow[]> {
  await tx.$queryRaw`select 1 from skill_groups where id = ${groupId}::uuid for no key update`
  return tx.coverageTarget.findMany({
    where: { groupId },
    select: { weekday: true, slot: true, agents: true },
  })
}

export async function putTargets(tx: Db, groupId: string, rows: readonly TargetRow[]): Promise<void> {
  await tx.coverageTarget.deleteMany({ where: { groupId } })
  await tx.coverageTarget.createMany({ data: rows.map((row) => ({ groupId, ...row })) })
}

export async function findGroup(sql: Sql, groupId: string) {
  const { rows } = await sql.query<{ name: string; serviceSeconds: number }>(
    'select name, service_level_seconds as "serviceSeconds" from skill_groups where id = $1',
    [groupId],
  )
  return rows[0] ?? null
}

/** Live conversations that asked these groups for an agent, by weekday (1 = Monday) and half hour of the zone. */
export async function countArrivals(
  sql: Sql,
  groupIds: readonly string[],
  zone: string,
  from: Date,
  until: Date,
) {
  const { rows } = await sql.query<{ weekday: number; slot: number; arrivals: number }>(
    `select extract(isodow from at)::int as weekday,
       (extract(hour from at) * 2 + floor(extract(minute from at) / 30))::int as slot, count(*)::int as arrivals
     from (select coalesce(entered_at, created_at) at time zone $2 as at from conversations
       where coalesce(first_group_id, group_id) = any($1) and creation_type in ('direct', 'queued')
         and coalesce(entered_at, created_at) >= $3 and coalesce(entered_at, created_at) < $4) c
     group by 1, 2`,
    [groupIds, zone, from, until],
  )
  return rows
}

/** Mean seconds that an agent had a live conversation of these groups. */
export async function meanHandleSeconds(sql: Sql, groupIds: readonly string[], from: Date, until: Date) {
  const { rows } = await sql.query<{ seconds: number | null }>(
    `select extract(epoch from avg(s.ended_at - s.started_at))::float as seconds
     from assignments s join conversations c on c.id = s.conversation_id
     where s.group_id = any($1) and s.ended_at is not null and s.started_at >= $2 and s.started_at < $3
       and c.creation_type in ('direct', 'queued')`,
    [groupIds, from, until],
  )
  return rows[0]?.seconds ?? null
}
