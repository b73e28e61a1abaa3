import { pool } from '@/server/platform/db/pool'
import type { Db } from '@/server/platform/db/prisma'
import {
  type ListProcedures,
  type ProcedureInput,
  type ProcedureRow,
  type ProcedureVersionView,
  type ProcedureView,
  procedureInput,
} from '../contract'

const STATE = `case when p.disabled_at is not null then 'disabled' when p.published is null then 'draft'
  when p.published = p.draft then 'published' else 'changed' end`

const COLUMNS = `p.id, p.name, p.topic, ${STATE} as state, p.draft,
  (select count(distinct s.run_id)::int from procedure_run_steps s where s.procedure_id = p.id) as "runCount",
  p.published_version as "publishedVersion", p.version, p.updated_at as "updatedAt"`

const ORDER = {
  name: 'lower(p.name)',
  topic: 'lower(p.topic)',
  updated: 'p.updated_at',
  runs: '"runCount"',
} as const

type Row = Omit<ProcedureRow, 'updatedAt' | 'stepCount' | 'categoryCount'> & {
  draft: unknown
  updatedAt: Date
}

function toView({ draft, updatedAt, ...row }: Row): ProcedureView {
  const procedure = procedureInput.parse(draft)
  const counts = { stepCount: procedure.steps.length, categoryCount: procedure.categoryIds.length }
  return { ...row, ...counts, procedure, updatedAt: updatedAt.toISOString() }
}

export async function listProcedures(
  input: ListProcedures,
): Promise<{ rows: ProcedureView[]; total: number }> {
  const from = `from procedures p
    where ($1 = '' or strpos(lower(p.draft::text), lower($1)) > 0)
      and ($2::text is null or ${STATE} = $2) and ($3::uuid[] is null or p.id = any($3))`
  const values = [input.search, input.state ?? null, input.ids ?? null]
  const direction = input.direction === 'desc' ? 'desc' : 'asc'
  const [page, count] = await Promise.all([
    pool().query<Row>(
      `select ${COLUMNS} ${from} order by ${ORDER[input.sort]} ${direction}, p.id limit $4 offset $5`,
      [...values, input.pageSize, (input.page - 1) * input.pageSize],
    ),
    pool().query<{ total: number }>(`select count(*)::int as total ${from}`, values),
  ])
  return { rows: page.rows.map(toView), total: count.rows[0]?.total ?? 0 }
}

export const toProcedureRow = ({ procedure: _, ...row }: ProcedureView): ProcedureRow => row

/** For choices: every procedure by name. */
export async function listProcedureNames(): Promise<{ id: string; name: string }[]> {
  const { rows } = await pool().query<{ id: string; name: string }>(
    'select id, name from procedures order by lower(name), id',
  )
  return rows
}

export async function findProcedure(id: string): Promise<ProcedureView | null> {
  const { rows } = await pool().query<Row>(`select ${COLUMNS} from procedures p where p.id = $1`, [id])
  return rows[0] ? toView(rows[0]) : null
}

export async function listProcedureVersions(id: string): Promise<ProcedureVersionView[]> {
  const { rows } = await pool().query<Omit<ProcedureVersionView, 'publishedAt'> & { publishedAt: Date }>(
    `select v.number, v.published_at as "publishedAt", u.name as "publishedBy"
     from procedure_versions v left join users u on u.id = v.published_by
     where v.procedure_id = $1 order by v.number desc limit 100`,
    [id],
  )
  return rows.map(({ publishedAt, ...row }) => ({ ...row, publishedAt: publishedAt.toISOString() }))
}

export type StoredProcedure = {
  id: string
  name: string
  draft: ProcedureInput
  published: ProcedureInput | null
  publishedVersion: number
  disabled: boolean
  version: number
}

/**
 * All of them, one editor at a time: whether jumps arrive and lead round in no circle depends on the others.
 */
export async function lockProcedures(tx: Db): Promise<Map<string, StoredProcedure>> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('procedures', 0))`
  const rows = await tx.procedure.findMany({ orderBy: { id: 'asc' } })
  return new Map(
    rows.map(({ id, name, draft, published, publishedVersion, disabledAt, version }) => [
      id,
      {
        ...{ id, name, publishedVersion, version, disabled: disabledAt !== null },
        draft: procedureInput.parse(draft),
        published: published === null ? null : procedureInput.parse(published),
      },
    ]),
  )
}

export const procedureName = ({ names }: Pick<ProcedureInput, 'names'>): string => names.en || names.zh

export async function insertProcedure(tx: Db, id: string, draft: ProcedureInput): Promise<void> {
  await tx.procedure.create({
    data: {
      ...{ id, name: procedureName(draft), topic: draft.topic, draft },
      // What was deleted and comes back counts its publications on.
      publishedVersion: await tx.procedureVersion.count({ where: { procedureId: id } }),
    },
  })
}

export async function writeProcedureDraft(tx: Db, id: string, draft: ProcedureInput): Promise<void> {
  const data = { name: procedureName(draft), topic: draft.topic, draft, version: { increment: 1 } }
  await tx.procedure.update({ where: { id }, data })
}

type Publication = { id: string; body: ProcedureInput; number: number; by: string; at: Date }

export async function writeProcedurePublication(tx: Db, publication: Publication): Promise<void> {
  const { id, body, number, by, at } = publication
  await tx.$executeRaw`update procedures set published = draft, published_version = ${number},
    published_at = ${at}, version = version + 1, updated_at = ${at} where id = ${id}::uuid`
  await tx.procedureVersion.create({
    data: { procedureId: id, number, body, publishedBy: by, publishedAt: at },
  })
}

export async function writeProcedureDisabled(tx: Db, id: string, at: Date | null): Promise<void> {
  await tx.procedure.update({ where: { id }, data: { disabledAt: at, version: { increment: 1 } } })
}

export async function findProcedureVersion(
  tx: Db,
  procedureId: string,
  number: number,
): Promise<ProcedureInput | null> {
  const row = await tx.procedureVersion.findUnique({ where: { procedureId_number: { procedureId, number } } })
  return row && procedureInput.parse(row.body)
}

export async function removeProcedure(tx: Db, id: string): Promise<void> {
  await tx.procedure.delete({ where: { id } })
}

/** In the transaction of whatever changes what can be offered. */
export async function raiseProcedureGeneration(tx: Db): Promise<void> {
  await tx.$executeRaw`update knowledge_state set procedure_generation = procedure_generation + 1`
}
