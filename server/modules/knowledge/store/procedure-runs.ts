import { pool, type Sql } from '@/server/platform/db/pool'
import { type ProcedureInput, procedureInput, type RunState } from '../contract'

export type PublishedProcedure = { id: string; number: number; body: ProcedureInput }

export async function readProcedureGeneration(): Promise<number> {
  const { rows } = await pool().query<{ generation: number }>({
    name: 'procedure_generation',
    text: 'select procedure_generation as generation from knowledge_state',
  })
  return rows[0]?.generation ?? 0
}

/** What can be offered now. */
export async function listUsableProcedures(): Promise<PublishedProcedure[]> {
  const { rows } = await pool().query<{ id: string; number: number; body: unknown }>(
    `select id, published_version as number, published as body from procedures
     where published is not null and disabled_at is null order by lower(name), id`,
  )
  return rows.map(({ id, number, body }) => ({ id, number, body: procedureInput.parse(body) }))
}

export async function findUsableProcedure(sql: Sql, id: string): Promise<PublishedProcedure | null> {
  const { rows } = await sql.query<{ number: number; body: unknown }>(
    `select published_version as number, published as body from procedures
     where id = $1 and published is not null and disabled_at is null`,
    [id],
  )
  return rows[0] ? { id, number: rows[0].number, body: procedureInput.parse(rows[0].body) } : null
}

/** The conversation's row locked before anything of its runs; null where there is none. */
export async function lockConversation(
  sql: Sql,
  id: string,
): Promise<{ agentId: string | null; groupId: string | null; endedAt: Date | null } | null> {
  const { rows } = await sql.query<{ agentId: string | null; groupId: string | null; endedAt: Date | null }>(
    `select agent_id as "agentId", group_id as "groupId", ended_at as "endedAt"
     from conversations where id = $1 for no key update`,
    [id],
  )
  return rows[0] ?? null
}

export type StoredRun = {
  id: string
  conversationId: string
  procedureId: string
  number: number
  state: RunState
  stepKey: string | null
  stepCount: number
  startedName: string
  startedAt: Date
  endedAt: Date | null
  version: number
  body: ProcedureInput
}

const RUN = `select r.id, r.conversation_id as "conversationId", r.procedure_id as "procedureId", r.number, r.state,
  r.step_key as "stepKey", r.step_count as "stepCount", r.started_name as "startedName",
  r.started_at as "startedAt", r.ended_at as "endedAt", r.version, v.body
  from procedure_runs r join procedure_versions v on v.procedure_id = r.procedure_id and v.number = r.number`

const toRun = (row: Omit<StoredRun, 'body'> & { body: unknown }): StoredRun => ({
  ...row,
  body: procedureInput.parse(row.body),
})

/** The caller holds the conversation's row, so nobody else writes its runs. */
export async function findRun(sql: Sql, id: string): Promise<StoredRun | null> {
  const { rows } = await sql.query<StoredRun>(`${RUN} where r.id = $1`, [id])
  return rows[0] ? toRun(rows[0]) : null
}

/** Of one conversation, the newest first. */
export async function listRuns(conversationId: string): Promise<StoredRun[]> {
  const { rows } = await pool().query<StoredRun>(
    `${RUN} where r.conversation_id = $1 order by r.started_at desc, r.id desc limit 20`,
    [conversationId],
  )
  return rows.map(toRun)
}

export type StoredRunStep = {
  runId: string
  number: number
  stepKey: string
  answer: string | null
  byName: string
  at: Date
  body: ProcedureInput
}

export async function listRunSteps(runIds: readonly string[]): Promise<StoredRunStep[]> {
  if (runIds.length === 0) return []
  const { rows } = await pool().query<Omit<StoredRunStep, 'body'> & { body: unknown }>(
    `select s.run_id as "runId", s.number, s.step_key as "stepKey", s.answer, s.by_name as "byName", s.at, v.body
     from procedure_run_steps s
     join procedure_versions v on v.procedure_id = s.procedure_id and v.number = s.procedure_number
     where s.run_id = any($1) order by s.number`,
    [runIds],
  )
  return rows.map((row) => ({ ...row, body: procedureInput.parse(row.body) }))
}

type Begun = {
  id: string
  conversationId: string
  procedure: PublishedProcedure
  stepKey: string
  by: { id: string; name: string }
  at: Date
}

/** False where another one runs in the conversation. */
export async function insertRun(sql: Sql, run: Begun): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into procedure_runs(id, conversation_id, procedure_id, number, step_key, started_by, started_name, started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      ...[run.id, run.conversationId, run.procedure.id, run.procedure.number, run.stepKey],
      ...[run.by.id, run.by.name, run.at],
    ],
  )
  return rowCount === 1
}

type Taken = { field: string | null; answer: string | null; by: { id: string; name: string }; at: Date }

export async function insertRunStep(sql: Sql, run: StoredRun, taken: Taken): Promise<void> {
  await sql.query(
    `insert into procedure_run_steps(run_id, number, procedure_id, procedure_number, step_key, field, answer, by_id, by_name, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[run.id, run.stepCount + 1, run.procedureId, run.number, run.stepKey],
      ...[taken.field, taken.answer, taken.by.id, taken.by.name, taken.at],
    ],
  )
}

export type RunPlace = {
  state: RunState
  procedureId: string
  number: number
  stepKey: string | null
  stepCount: number
}

/** Conditional on the version that was read: of two who go on at once, one does. */
export async function moveRun(
  sql: Sql,
  { id, version }: { id: string; version: number },
  place: RunPlace,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update procedure_runs set state = $3, procedure_id = $4, number = $5, step_key = $6, step_count = $7,
       ended_at = case when $3 = 'running' then null else $8::timestamptz end, version = version + 1
     where id = $1 and version = $2 and state = 'running'`,
    [id, version, place.state, place.procedureId, place.number, place.stepKey, place.stepCount, at],
  )
  return rowCount === 1
}
