import type { Sql } from '@/server/platform/db/pool'
import type { StopReason } from '../contract'

/**
 * Runs of schedules. A run is written together with its receivers when it is due; a process holds it while it
 * works, and each receiver is begun before anything leaves for it.
 */
export type DueSchedule = {
  id: string
  name: string
  content: unknown
  rhythm: unknown
  target: unknown
  paused: boolean
  nextAt: Date
}

/** The schedule that has been due the longest, locked; null = none, or all are in other hands. */
export async function lockDueSchedule(sql: Sql, at: Date): Promise<DueSchedule | null> {
  const { rows } = await sql.query<DueSchedule>({
    name: 'insights-due-schedule',
    text: `select id, name, content, rhythm, target, paused, next_at as "nextAt" from report_schedules
      where next_at <= $1 and not paused and stopped_because is null
      order by next_at, id limit 1 for update skip locked`,
    values: [at],
  })
  return rows[0] ?? null
}

export async function setNextTime(sql: Sql, id: string, nextAt: Date): Promise<void> {
  await sql.query('update report_schedules set next_at = $2 where id = $1', [id, nextAt])
}

type NewRun = { id: string; scheduleId: string; dueAt: Date; askedBy: string | null; receivers: string[] }

/** false: the same due time has its run already. */
export async function insertRun(
  sql: Sql,
  { id, scheduleId, dueAt, askedBy, receivers }: NewRun,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into report_runs(id, schedule_id, due_at, asked_by) values ($1, $2, $3, $4)
     on conflict (schedule_id, due_at) where asked_by is null do nothing`,
    [id, scheduleId, dueAt, askedBy],
  )
  if (rowCount !== 1) return false
  await sql.query('insert into report_deliveries(run_id, receiver) select $1, unnest($2::text[])', [
    id,
    receivers,
  ])
  return true
}

export type HeldRun = {
  id: string
  dueAt: Date
  attempts: number
  scheduleId: string
  makerId: string | null
  name: string
  content: unknown
  rhythm: unknown
  target: unknown
  paused: boolean
}

/** Takes a run that waits and that nobody holds; null = there is none such. */
export async function holdRun(sql: Sql, id: string, at: Date, until: Date): Promise<HeldRun | null> {
  const { rows } = await sql.query<HeldRun>(
    `update report_runs r set held_until = $3, attempts = r.attempts + 1 from report_schedules s
     where r.id = $1 and r.state = 'waiting' and (r.held_until is null or r.held_until < $2) and s.id = r.schedule_id
     returning r.id, r.due_at as "dueAt", r.attempts, s.id as "scheduleId", s.maker_id as "makerId", s.name,
       s.content, s.rhythm, s.target, s.paused`,
    [id, at, until],
  )
  return rows[0] ?? null
}

/** Runs whose holder died, let go again. */
export async function releaseLostRuns(sql: Sql, at: Date): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `update report_runs set held_until = null where id in (
       select id from report_runs where state = 'waiting' and held_until < $1 for update skip locked)
     returning id`,
    [at],
  )
  return rows.map(({ id }) => id)
}

export type Delivery = { receiver: string; state: string }

/** Those not yet settled. `begun` is what a process that died had begun. */
export async function listOpenDeliveries(sql: Sql, runId: string): Promise<Delivery[]> {
  const { rows } = await sql.query<Delivery>(
    `select receiver, state from report_deliveries where run_id = $1 and state in ('waiting', 'begun') order by receiver`,
    [runId],
  )
  return rows
}

export async function noteDelivery(
  sql: Sql,
  runId: string,
  { receiver, state, error, at }: Delivery & { error?: string | null; at: Date },
): Promise<void> {
  await sql.query(
    `update report_deliveries set state = $3, error = $4, at = $5 where run_id = $1 and receiver = $2`,
    [runId, receiver, state, error?.slice(0, 500) ?? null, at],
  )
}

/** Settles the run by what became of its receivers: done when all have it. */
export async function endRun(sql: Sql, id: string, at: Date, error: string | null = null): Promise<void> {
  await sql.query(
    `update report_runs r set held_until = null, ended_at = $2, error = coalesce($3, (
         select string_agg(d.receiver || ': ' || coalesce(d.error, d.state), '; ' order by d.receiver)
         from report_deliveries d where d.run_id = r.id and d.state <> 'sent')),
       state = case when $3::text is null and not exists (select from report_deliveries d
         where d.run_id = r.id and d.state <> 'sent') then 'done' else 'failed' end
     where r.id = $1 and r.state = 'waiting'`,
    [id, at, error?.slice(0, 500) ?? null],
  )
}

/** It will be tried again. */
export async function letGoOfRun(sql: Sql, id: string, error: string): Promise<void> {
  const text = `update report_runs set held_until = null, error = $2 where id = $1 and state = 'waiting'`
  await sql.query(text, [id, error.slice(0, 500)])
}

export async function stopSchedule(sql: Sql, id: string, reason: StopReason): Promise<void> {
  await sql.query('update report_schedules set stopped_because = $2, version = version + 1 where id = $1', [
    id,
    reason,
  ])
}
