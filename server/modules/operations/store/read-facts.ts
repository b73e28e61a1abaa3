import type { Sql } from '@/server/platform/db/pool'
import { JOBS_SCHEMA } from '@/server/platform/jobs'
import type { DatabaseView, OutboxRow } from '../contract'

/** What the health page and the metrics ask of the database. It reads all modules' tables and writes none. */
export async function readDatabase(sql: Sql): Promise<DatabaseView> {
  const { rows } = await sql.query<DatabaseView>({
    name: 'health_database',
    text: `select current_setting('server_version') as version,
        pg_database_size(current_database()) as "sizeBytes",
        (select count(*) from pg_stat_activity where backend_type = 'client backend')::int as connections,
        current_setting('max_connections')::int as "maxConnections",
        coalesce((select extract(epoch from clock_timestamp() - min(xact_start)) from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()), 0)::float8
          as "oldestTransactionSeconds",
        pg_is_in_recovery() as standby,
        (select count(*) from pg_stat_replication)::int as replicas,
        coalesce((select max(extract(epoch from replay_lag)) from pg_stat_replication), 0)::float8 as "replicaLagSeconds",
        (select count(*) from _prisma_migrations where finished_at is not null)::int as migrations,
        coalesce((select migration_name from _prisma_migrations where finished_at is not null
          order by migration_name desc limit 1), '') as "lastMigration"`,
  })
  return rows[0] as DatabaseView
}

export type QueueRow = { name: string; waiting: number; oldestSeconds: number }

/** The longest queues; `limit` keeps what metrics tell apart bounded. */
export async function readQueues(sql: Sql, at: Date, limit: number): Promise<QueueRow[]> {
  const { rows } = await sql.query<QueueRow>({
    name: 'health_queues',
    text: `select g.name, count(*)::int as waiting,
        greatest(0, extract(epoch from $1::timestamptz - min(q.entered_at)))::float8 as "oldestSeconds"
      from queue_entries q join skill_groups g on g.id = q.group_id
      group by g.id, g.name order by 2 desc, g.name limit $2`,
    values: [at, limit],
  })
  return rows
}

export type TimerFacts = { pending: number; overdue: number; lagSeconds: number }

export async function readTimers(sql: Sql, at: Date): Promise<TimerFacts> {
  const { rows } = await sql.query<TimerFacts>({
    name: 'health_timers',
    text: `select count(*)::int as pending, count(*) filter (where due_at <= $1)::int as overdue,
        coalesce(greatest(0, extract(epoch from $1::timestamptz - min(due_at))), 0)::float8 as "lagSeconds"
      from conversation_timers`,
    values: [at],
  })
  return rows[0] as TimerFacts
}

const delivered = (kind: string, table: string, since: string, done: string) =>
  `select '${kind}' as kind, count(*) filter (where given_up_at is null)::int as pending,
    coalesce(greatest(0, extract(epoch from $1::timestamptz - min(${since}) filter (where given_up_at is null))), 0)::float8 as "oldestSeconds",
    count(*) filter (where given_up_at is not null)::int as failed
  from ${table} where ${done} is null and (given_up_at is null or given_up_at > $1::timestamptz - interval '1 day')`

/** One that was tried and has no end is not sent again: nobody knows, and it is not pending. */
const mailed = (kind: string, table: string, open: string) =>
  `select '${kind}', count(*) filter (where tried_at is null and failure is null)::int,
    coalesce(greatest(0, extract(epoch from $1::timestamptz
      - min(created_at) filter (where tried_at is null and failure is null))), 0)::float8,
    count(*) filter (where failure is not null)::int
  from ${table} where ${open} and (failure is null or created_at > $1::timestamptz - interval '1 day')`

/** What is owed to others and not out yet, and what was given up within a day. */
export async function readOutbox(sql: Sql, at: Date): Promise<OutboxRow[]> {
  const { rows } = await sql.query<OutboxRow>({
    name: 'health_outbox',
    text: [
      delivered('webhooks', 'event_deliveries', 'at', 'delivered_at'),
      delivered('alarm_calls', 'webhook_deliveries', 'created_at', 'delivered_at'),
      delivered('im', 'im_outbox', 'at', 'sent_at'),
      mailed('reply_mails', 'reply_mails', 'sent_at is null'),
      mailed('transcript_mails', 'transcript_mails', 'sent_at is null'),
      mailed('ticket_mails', 'ticket_tellings', 'told_at is null and mailed_at is null'),
    ].join(' union all '),
    values: [at],
  })
  return rows
}

export type JobFacts = {
  task: string
  waiting: number
  retrying: number
  givenUp: number
  nextAt: Date | null
  oldestSeconds: number
  lastError: string | null
}

/** Jobs that are written down, by task; none where the queue of jobs was never begun. */
export async function readJobs(sql: Sql, at: Date): Promise<JobFacts[]> {
  const known = await sql.query(`select to_regclass('${JOBS_SCHEMA}.jobs') is not null as known`)
  if (!(known.rows[0] as { known: boolean }).known) return []
  const { rows } = await sql.query<JobFacts>({
    name: 'health_jobs',
    text: `select task_identifier as task, count(*) filter (where attempts < max_attempts)::int as waiting,
        count(*) filter (where attempts > 0 and attempts < max_attempts and last_error is not null)::int as retrying,
        count(*) filter (where attempts >= max_attempts and locked_at is null)::int as "givenUp",
        min(run_at) filter (where attempts < max_attempts) as "nextAt",
        coalesce(greatest(0, extract(epoch from $1::timestamptz
          - min(run_at) filter (where attempts < max_attempts and locked_at is null))), 0)::float8 as "oldestSeconds",
        (array_agg(last_error order by updated_at desc) filter (where last_error is not null))[1] as "lastError"
      from ${JOBS_SCHEMA}.jobs group by task_identifier order by task_identifier`,
    values: [at],
  })
  return rows
}

/** Uploads, as the database knows them. */
export async function readFiles(sql: Sql): Promise<{ files: number; filesBytes: number }> {
  const { rows } = await sql.query<{ files: number; filesBytes: number }>({
    name: 'health_files',
    text: `select count(*)::int as files, coalesce(sum(size), 0)::float8 as "filesBytes" from attachments`,
  })
  return rows[0] as { files: number; filesBytes: number }
}
