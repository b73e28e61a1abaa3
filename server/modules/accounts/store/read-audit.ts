import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { type AuditFacets, type AuditFilter, type AuditListInput, type AuditView, ERASED } from '../contract'
import { type Json, withValues } from '../domain/audit-personal'
import { entryColumns, type StoredEntry } from './audit-hash'

type Row = StoredEntry & {
  position: number | null
  hash: Buffer | null
  /** By path; null = erased. */
  personal: Record<string, Json>
}

const COLUMNS = `${entryColumns}, e.position, e.hash, coalesce((select jsonb_object_agg(p.path, p.value)
  from audit_personal p where p.entry_id = e.id), '{}') as personal`

export async function listAudit(input: AuditListInput): Promise<{ rows: AuditView[]; total: number }> {
  const { where, values } = conditionsOf(input)
  const at = values.length
  const [page, count] = await Promise.all([
    pool().query<Row>(
      `select ${COLUMNS} from audit_entries e where ${where}
       order by e.at ${input.direction}, e.id ${input.direction} limit $${at + 1} offset $${at + 2}`,
      [...values, input.pageSize, (input.page - 1) * input.pageSize],
    ),
    pool().query<{ n: number }>(`select count(*)::int as n from audit_entries e where ${where}`, values),
  ])
  return { rows: page.rows.map(toView), total: count.rows[0]?.n ?? 0 }
}

/**
 * For going back to what an entry holds. @throws {AppError} invalid_state where part of it has been erased:
 * a record is not put back with holes
 */
export async function findAuditEntry(id: string): Promise<AuditView | null> {
  const { rows } = await pool().query<Row>(`select ${COLUMNS} from audit_entries e where e.id = $1`, [id])
  const row = rows[0]
  if (!row) return null
  const holes = Object.entries(row.personal).some(
    ([path, value]) => value === null && /^\/(before|after)\//.test(path),
  )
  if (holes)
    throw new AppError('invalid_state', 'Personal values of this entry were erased; it cannot be restored.')
  return toView(row)
}

const STRETCH = 1_000

/** All that the filter shows, newest first, in stretches; what is written meanwhile is left out. */
export async function* streamAudit(filter: AuditFilter): AsyncGenerator<AuditView[]> {
  let after: { at: Date; id: string } | null = null
  for (;;) {
    const { where, values } = conditionsOf(filter)
    const rest = after ? `and (e.at, e.id) < ($${values.length + 1}, $${values.length + 2}::uuid)` : ''
    const result: { rows: Row[] } = await pool().query<Row>(
      `select ${COLUMNS} from audit_entries e where ${where} ${rest} order by e.at desc, e.id desc limit ${STRETCH}`,
      after ? [...values, after.at, after.id] : values,
    )
    if (result.rows.length > 0) yield result.rows.map(toView)
    const last: Row | undefined = result.rows.at(-1)
    if (!last || result.rows.length < STRETCH) return
    after = { at: last.at, id: last.id }
  }
}

/** What the filters offer: kinds, actions and people that the log holds. */
export async function listAuditFacets(sql: Sql = pool()): Promise<AuditFacets> {
  const [kinds, actors] = await Promise.all([
    sql.query<{ entities: string[]; actions: string[] }>(
      `select coalesce(array_agg(distinct entity), '{}') as entities, coalesce(array_agg(distinct action), '{}') as actions
       from (select distinct entity, action from audit_entries) k`,
    ),
    sql.query<{ id: string; name: string }>(
      `select u.id, u.name from users u
       where exists (select 1 from audit_entries e where e.actor_id = u.id) order by u.name, u.id limit 500`,
    ),
  ])
  return { ...(kinds.rows[0] ?? { entities: [], actions: [] }), actors: actors.rows }
}

function conditionsOf(filter: AuditFilter): { where: string; values: unknown[] } {
  const values: unknown[] = []
  const parts = ['true']
  const add = (value: unknown, part: (place: string) => string) => {
    if (value === undefined || value === '') return
    values.push(value)
    parts.push(part(`$${values.length}`))
  }
  const beside = (paths: string, place: string) =>
    `exists (select 1 from audit_personal p where p.entry_id = e.id and p.path in (${paths}) and p.value #>> '{}' ilike ${place})`
  add(filter.entity, (p) => `e.entity = ${p}`)
  add(filter.entityId, (p) => `e.entity_id = ${p}`)
  add(filter.action, (p) => `e.action = ${p}`)
  add(filter.actorId, (p) => `e.actor_id = ${p}::uuid`)
  add(filter.from, (p) => `e.at >= ${p}::timestamptz`)
  add(filter.until, (p) => `e.at < ${p}::timestamptz`)
  add(filter.search && contains(filter.search), (p) => {
    const own = ['actor_name', 'label', 'action'].map((name) => `e.${name} ilike ${p}`)
    return `(${[...own, beside(`'/actorName', '/label'`, p)].join(' or ')})`
  })
  add(filter.origin && contains(filter.origin), (p) => {
    const own = ['ip', 'client', 'via', 'via_name'].map((name) => `e.${name} ilike ${p}`)
    return `(${[...own, beside(`'/ip', '/viaName'`, p)].join(' or ')})`
  })
  return { where: parts.join(' and '), values }
}

const contains = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

function toView({ personal, hash, at, ...row }: Row): AuditView {
  const values = Object.entries(personal).map(([path, value]): [string, Json] => [path, value ?? ERASED])
  const { before, after, ...rest } = withValues(row, new Map(values))
  return {
    ...rest,
    at: at.toISOString(),
    hash: hash?.toString('hex') ?? null,
    before: before as AuditView['before'],
    after: after as AuditView['after'],
  }
}
