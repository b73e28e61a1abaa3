import type { Sql } from '@/server/platform/db/pool'
import { type ProcessReport, processReport } from '../contract'

export type ProcessRow = { id: string; startedAt: number; seenAt: number; report: ProcessReport }

/** The time is the database's, so that the clocks of machines need not agree. */
export async function keepReport(
  sql: Sql,
  { id, upMs, report }: { id: string; upMs: number; report: ProcessReport },
): Promise<void> {
  await sql.query({
    name: 'keep_process_report',
    text: `insert into processes(id, started_at, seen_at, report)
      values ($1, now() - make_interval(secs => $2), now(), $3)
      on conflict (id) do update set seen_at = excluded.seen_at, report = excluded.report`,
    values: [id, upMs / 1_000, JSON.stringify(report)],
  })
}

export async function dropReport(sql: Sql, id: string): Promise<void> {
  await sql.query({ name: 'drop_process_report', text: 'delete from processes where id = $1', values: [id] })
}

/** Forgets those that have been silent for so long that they will not come back. */
export async function forgetSilent(sql: Sql, seconds: number): Promise<void> {
  await sql.query({
    name: 'forget_silent_processes',
    text: 'delete from processes where seen_at < now() - make_interval(secs => $1::int)',
    values: [seconds],
  })
}

/** All that reported lately, and the time by the same clock. A report of another version that reads otherwise is left out. */
export async function listReports(sql: Sql): Promise<{ at: number; rows: ProcessRow[] }> {
  const { rows } = await sql.query<{ id: string; started: Date; seen: Date; report: unknown; at: Date }>({
    name: 'list_process_reports',
    text: `select n.at, p.id, p.started_at as started, p.seen_at as seen, p.report
      from (select clock_timestamp() as at) n left join processes p on true order by p.started_at, p.id`,
  })
  const read = rows.flatMap(({ id, started, seen, report }) => {
    const parsed = id === null ? null : processReport.safeParse(report)
    return parsed?.success
      ? [{ id, startedAt: started.getTime(), seenAt: seen.getTime(), report: parsed.data }]
      : []
  })
  return { at: rows[0]?.at.getTime() ?? 0, rows: read }
}
