import type { Sql } from '@/server/platform/db/pool'
import type { ReportDay } from '../domain/report-days'
import { definition } from './report-parts'
import type { FactQuery } from './select-facts'

/** One process at a time computes days. */
export const REPORT_DAYS_LOCK = 5_021_119

export const tryLock = async (sql: Sql): Promise<boolean> => {
  const { rows } = await sql.query<{ locked: boolean }>('select pg_try_advisory_xact_lock($1) as locked', [
    REPORT_DAYS_LOCK,
  ])
  return rows[0]?.locked ?? false
}

/** Where the records begin, and which days are known. */
export async function loadCoverage(sql: Sql): Promise<{
  timeZone: string
  first: Date | null
  from: string | null
  to: string | null
  count: number
  foreign: boolean
}> {
  const { rows } = await sql.query(
    `select o.time_zone as "timeZone", least((select min(entered_at) from conversations),
        (select min(from_at) from agent_status_spans)) as first,
      d.from, d.to, d.count, coalesce(d.foreign, false) as foreign
    from organization o cross join lateral (select min(day)::text as from, max(day)::text as to, count(*)::int as count,
      bool_or(time_zone <> o.time_zone) as foreign from report_days) d`,
  )
  return rows[0] ?? { timeZone: 'UTC', first: null, from: null, to: null, count: 0, foreign: false }
}

/** A day is another one in another time zone. */
export async function forgetOtherZones(sql: Sql, timeZone: string): Promise<void> {
  await sql.query(
    `with gone as (delete from report_days where time_zone <> $1 returning day),
      sums as (delete from report_sums where day in (select day from gone)),
      changes as (delete from report_day_changes where day in (select day from gone))
     delete from report_facts where day in (select day from gone)`,
    [timeZone],
  )
}

export async function addDays(sql: Sql, days: readonly ReportDay[], timeZone: string): Promise<void> {
  await sql.query(
    `insert into report_days(day, time_zone, from_at, until_at)
     select d.day, $4, d.f, d.u from unnest($1::date[], $2::timestamptz[], $3::timestamptz[]) d(day, f, u)
     on conflict do nothing`,
    [
      days.map(({ day }) => day),
      days.map(({ from }) => new Date(from)),
      days.map(({ until }) => new Date(until)),
      timeZone,
    ],
  )
}

/**
 * Days that were never computed as reports are defined now, or were changed since, are to be computed; of those
 * computed less than `quietSeconds` ago the changes gather first. Whose changes are noticed here may have been seen
 * by transactions that run still: the barrier is above all of them.
 */
export async function raiseBarriers(sql: Sql, quietSeconds: number): Promise<void> {
  await sql.query(
    `with due as (
       select d.day from report_days d where d.barrier is null and (d.definition is distinct from $1
         or d.computed_at < clock_timestamp() - make_interval(secs => $2)
           and exists (select from report_day_changes c where c.day = d.day))),
     seen as (delete from report_day_changes c using due where c.day = due.day)
     update report_days d set barrier = pg_snapshot_xmax(pg_current_snapshot()) from due where d.day = due.day`,
    [definition, quietSeconds],
  )
}

/** Raises the barrier of these days whatever their state. */
export async function demandDays(sql: Sql, from: string | null, to: string | null): Promise<void> {
  await sql.query(
    `with due as (select day from report_days where day >= coalesce($1::date, day) and day <= coalesce($2::date, day)),
     seen as (delete from report_day_changes c using due where c.day = due.day)
     update report_days d set barrier = pg_snapshot_xmax(pg_current_snapshot()) from due where d.day = due.day`,
    [from, to],
  )
}

export type ZonedDay = ReportDay & { timeZone: string }
type Row = { day: string; from: Date; until: Date }
const columns = `day::text, from_at as "from", until_at as until`
const toDay = ({ day, from, until }: Row): ReportDay => ({
  day,
  from: from.getTime(),
  until: until.getTime(),
})

/** The oldest day that is to be computed and can be: nobody runs from before its barrier. */
export async function findDue(sql: Sql, now: Date): Promise<ZonedDay | null> {
  const { rows } = await sql.query<Row & { timeZone: string }>(
    `select ${columns}, time_zone as "timeZone" from report_days
     where barrier <= pg_snapshot_xmin(pg_current_snapshot()) and until_at <= $1 order by day limit 1`,
    [now],
  )
  return rows[0] ? { ...toDay(rows[0]), timeZone: rows[0].timeZone } : null
}

/** How many days wait to be computed, or would at the next look. */
export async function countWaiting(sql: Sql, now: Date): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(
    `select count(*)::int as n from report_days d where until_at <= $1 and (barrier is not null
       or definition is distinct from $2 or exists (select from report_day_changes c where c.day = d.day))`,
    [now, definition],
  )
  return rows[0]?.n ?? 0
}

const clean = `definition = $1 and barrier is null
  and not exists (select from report_day_changes c where c.day = d.day)`

/** Days whose sums are true and that lie in the period as a whole, in order. */
export async function listClean(
  sql: Sql,
  { from, until, now, timeZone }: Pick<FactQuery, 'from' | 'until' | 'now' | 'timeZone'>,
): Promise<ReportDay[]> {
  const { rows } = await sql.query<Row>({
    name: 'report_days_clean',
    text: `select ${columns} from report_days d where ${clean} and time_zone = $2 and from_at >= $3
      and until_at <= least($4::timestamptz, $5::timestamptz) order by day`,
    values: [definition, timeZone, from, until, now],
  })
  return rows.map(toDay)
}

export async function listAllClean(sql: Sql): Promise<ZonedDay[]> {
  const { rows } = await sql.query<Row & { timeZone: string }>(
    `select ${columns}, time_zone as "timeZone" from report_days d where ${clean} order by day`,
    [definition],
  )
  return rows.map((row) => ({ ...toDay(row), timeZone: row.timeZone }))
}
