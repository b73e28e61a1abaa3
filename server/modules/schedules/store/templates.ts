import type { Sql } from '@/server/platform/db/pool'
import { type Db, prisma } from '@/server/platform/db/prisma'
import type {
  ListTemplates,
  Segment,
  TemplateColor,
  TemplateRow,
  TemplateSettings,
  TemplateUses,
  TemplateView,
} from '../contract'

type Row = {
  id: string
  name: string
  code: string
  color: string
  segments: unknown
  position: number
  disabledAt: Date | null
  version: number
}

const toView = ({ segments, color, disabledAt, ...row }: Row): TemplateView => ({
  ...row,
  segments: segments as Segment[],
  color: color as TemplateColor,
  disabled: disabledAt !== null,
})

/** All of them in their order, those switched off included: the past still shows them. */
export async function listTemplates(tx: Db = prisma()): Promise<TemplateView[]> {
  const rows = await tx.shiftTemplate.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] })
  return rows.map(toView)
}

const order = {
  position: 't.position',
  name: 'lower(t.name)',
  code: 'lower(t.code)',
  start: "(t.segments -> 0 ->> 'from')::int",
  work: `(select sum((s ->> 'until')::int - (s ->> 'from')::int) filter (where s ->> 'kind' = 'work')
    from jsonb_array_elements(t.segments) s)`,
  uses: 'entries',
} as const

export async function pageTemplates(
  sql: Sql,
  input: ListTemplates,
): Promise<{ rows: TemplateRow[]; total: number }> {
  const direction = input.direction === 'desc' ? 'desc' : 'asc'
  const { rows } = await sql.query<Row & { entries: number; rotations: number; total: number }>(
    `select t.id, t.name, t.code, t.color, t.segments, t.position, t.disabled_at as "disabledAt", t.version,
       (select count(*)::int from roster_entries e where e.template_id = t.id) as entries,
       (select count(*)::int from rotations r where r.days ? t.id::text) as rotations,
       (count(*) over ())::int as total
     from shift_templates t
     where ($1::text is null or t.name ilike $1 or t.code ilike $1)
       and ($2::boolean is null or (t.disabled_at is not null) = $2)
     order by ${order[input.sort]} ${direction}, t.position, t.id limit $3 offset $4`,
    [
      input.search ? `%${input.search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%` : null,
      input.state ? input.state === 'disabled' : null,
      input.pageSize,
      (input.page - 1) * input.pageSize,
    ],
  )
  return {
    rows: rows.map(({ total: _, entries, rotations, ...row }) => ({ ...toView(row), entries, rotations })),
    total: rows[0]?.total ?? 0,
  }
}

/** Changes of the list go one after the other. */
export async function lockTemplates(tx: Db): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('shift_templates', 0))`
}

export async function listKnownTemplates(tx: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.shiftTemplate.findMany({ where: { id: { in: [...ids] } }, select: { id: true } })
  return new Set(rows.map((row) => row.id))
}

export async function listTemplateShapes(tx: Db): Promise<Map<string, Segment[]>> {
  return new Map((await listTemplates(tx)).map(({ id, segments }) => [id, segments]))
}

export async function putTemplate(
  tx: Db,
  row: TemplateSettings & { id: string; position: number; disabledAt: Date | null },
): Promise<void> {
  const { id, ...data } = row
  await tx.shiftTemplate.upsert({
    where: { id },
    create: row,
    update: { ...data, version: { increment: 1 } },
  })
}

export async function deleteTemplate(tx: Db, id: string): Promise<void> {
  await tx.shiftTemplate.delete({ where: { id } })
}

export async function placeTemplates(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update shift_templates t set position = o.place from unnest(${[...ids]}::uuid[]) with ordinality as o(id, place)
    where t.id = o.id`
}

export async function findTemplateUses(tx: Db, id: string): Promise<TemplateUses> {
  const [entries, rotations] = await Promise.all([
    tx.rosterEntry.count({ where: { templateId: id } }),
    tx.$queryRaw<
      { name: string }[]
    >`select name from rotations where jsonb_exists(days, ${id}) order by name limit 10`,
  ])
  return { entries, rotations: rotations.map(({ name }) => name) }
}
