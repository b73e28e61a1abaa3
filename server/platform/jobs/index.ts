import { Logger, type Runner, run } from 'graphile-worker'
import { pool, type Sql } from '../db/pool'
import type { Db } from '../db/prisma'
import { log } from '../log'
import { jobRun } from '../observe/rounds'

/**
 * Durable background work: a job is a row that is written in the transaction of what causes it, so it exists
 * exactly if that happened. Any process may carry it out; one that fails is tried again, later each time. A
 * task may begin twice (the process died in the middle), so it says itself how it does no harm then.
 */
export type Task = (payload: unknown) => Promise<void>

export const JOBS_SCHEMA = 'jobs'
const CONCURRENCY = 2
const POLL_MS = 2_000

const quiet = new Logger((scope) => (level, message) => {
  const told = { scope: scope.label, task: scope.taskIdentifier }
  if (level === 'error' || level === 'warning') log().warn(told, `jobs: ${message}`)
  else log().debug(told, `jobs: ${message}`)
})

/** Starts working; the answer stops it: running jobs finish, others stay for the next process. */
export async function startJobs(tasks: Record<string, Task>): Promise<() => Promise<void>> {
  const runner: Runner = await run({
    pgPool: pool(),
    schema: JOBS_SCHEMA,
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    logger: quiet,
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [
        name,
        (payload: unknown, { job }: { job: { id: string } }) => jobRun(name, job.id, () => task(payload)),
      ]),
    ),
    crontab: '',
  })
  // A worker that ends by itself is told here; without a listener it would end the process.
  runner.promise.catch((error) => log().error({ err: String(error) }, 'background work stopped'))
  return () => runner.stop()
}

export type Job = {
  task: string
  payload: object
  /** A second job of this key replaces the first while that one has not begun. */
  key?: string
  /** The pause grows threefold each time: 8 attempts span about an hour, 12 most of a day. */
  maxAttempts?: number
  /** So much later at the earliest. */
  delaySeconds?: number
}

/** Writes a job down in the caller's transaction. Jobs must have been started once in this database. */
export async function addJob(
  sql: Sql,
  { task, payload, key, maxAttempts = 12, delaySeconds = 0 }: Job,
): Promise<void> {
  await sql.query(
    `select ${JOBS_SCHEMA}.add_job($1, payload := $2::json, job_key := $3, max_attempts := $4,
       run_at := now() + make_interval(secs => $5::int))`,
    [task, JSON.stringify(payload), key ?? null, maxAttempts, delaySeconds],
  )
}

/** The same in a transaction of Prisma. */
export async function addJobIn(tx: Db, job: Job): Promise<void> {
  const { task, payload, key = null, maxAttempts = 12, delaySeconds = 0 } = job
  const statement = `select ${JOBS_SCHEMA}.add_job($1::text, payload := $2::json, job_key := $3::text,
    max_attempts := $4::int, run_at := now() + make_interval(secs => $5::int))::text`
  await tx.$queryRawUnsafe(statement, task, JSON.stringify(payload), key, maxAttempts, delaySeconds)
}
