import type { Db } from '@/server/platform/db/prisma'
import type { CellEntry, Segment } from '../contract'
import type { StoredEntry, Write } from '../domain/plan-operations'
import type { Days } from './read-roster'

const CHUNK = 5_000

/** Changes of the plan go one after the other: a cell that was empty when it was looked at is empty when it is filled. */
export async function lockRoster(tx: Db): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('roster', 0))`
}

type Row = Omit<StoredEntry, 'segments'> & { segments: Segment[] }

/** The entries themselves, and whatever else stands in the cells that are named. */
export async function listTouched(
  tx: Db,
  ids: readonly string[],
  cells: readonly { agentId: string; day: string }[],
): Promise<StoredEntry[]> {
  return tx.$queryRaw<Row[]>`
    select e.id, e.agent_id as "agentId", e.day::text as day, e.template_id as "templateId", e.segments, e.note,
      e.version, e.removed_at is not null as removed, e.published is not null as published
    from roster_entries e where e.id = any(${[...ids]}::uuid[])
      or (e.agent_id, e.day) in (select c."agentId", c.day
        from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as c("agentId" uuid, day date))`
}

/** What is planned for these agents in a period. */
export async function listPeriod(tx: Db, agentIds: readonly string[], days: Days): Promise<StoredEntry[]> {
  return tx.$queryRaw<Row[]>`
    select e.id, e.agent_id as "agentId", e.day::text as day, e.template_id as "templateId", e.segments, e.note,
      e.version, e.removed_at is not null as removed, e.published is not null as published
    from roster_entries e where e.agent_id = any(${[...agentIds]}::uuid[])
      and e.day >= ${days.from}::date and e.day < ${days.until}::date order by e.agent_id, e.day, e.id`
}

export async function writeEntries(
  tx: Db,
  writes: readonly Write[],
  by: string | null,
  at: Date,
): Promise<void> {
  const gone = writes.flatMap((write) => (write.kind === 'delete' ? [write.id] : []))
  const made = writes.flatMap((write) => (write.kind === 'insert' ? [write.entry] : []))
  const changed = writes.flatMap((write) =>
    write.kind === 'update' ? [{ ...write.entry, removed: write.removed }] : [],
  )
  if (gone.length > 0) await tx.$executeRaw`delete from roster_entries where id = any(${gone}::uuid[])`
  for (let start = 0; start < made.length; start += CHUNK)
    await insertEntries(tx, made.slice(start, start + CHUNK), by, at)
  for (let start = 0; start < changed.length; start += CHUNK)
    await updateEntries(tx, changed.slice(start, start + CHUNK), by, at)
}

async function insertEntries(
  tx: Db,
  entries: readonly CellEntry[],
  by: string | null,
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    insert into roster_entries(id, agent_id, day, template_id, segments, note, version, updated_by, updated_at)
    select id, "agentId", day, "templateId", segments, note, version, ${by}::uuid, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as r(id uuid, "agentId" uuid, day date,
      "templateId" uuid, segments jsonb, note text, version int)`
}

async function updateEntries(
  tx: Db,
  entries: readonly (CellEntry & { removed: boolean })[],
  by: string | null,
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    update roster_entries e set template_id = r."templateId", segments = r.segments, note = r.note,
      version = r.version, updated_by = ${by}::uuid, updated_at = ${at}::timestamptz,
      removed_at = case when r.removed then coalesce(e.removed_at, ${at}::timestamptz) end
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as r(id uuid, "templateId" uuid, segments jsonb,
      note text, version int, removed boolean) where e.id = r.id`
}
