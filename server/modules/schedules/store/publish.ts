import type { Db } from '@/server/platform/db/prisma'
import type { Segment } from '../contract'
import type { Days } from './read-roster'

export type DraftRow = {
  id: string
  agentId: string
  name: string
  day: string
  segments: Segment[]
  removed: boolean
  /** Agents know an earlier form of it. */
  known: boolean
}

/** What agents do not know yet, held until the transaction ends. `agentIds` null: of everybody. */
export async function listDrafts(
  tx: Db,
  agentIds: readonly string[] | null,
  days: Days,
): Promise<DraftRow[]> {
  return tx.$queryRaw<DraftRow[]>`
    select e.id, e.agent_id as "agentId", u.name, e.day::text as day, e.segments,
      e.removed_at is not null as removed, e.published is not null as known
    from roster_entries e join users u on u.id = e.agent_id
    where e.draft and (${agentIds && [...agentIds]}::uuid[] is null or e.agent_id = any(${agentIds && [...agentIds]}::uuid[]))
      and e.day >= ${days.from}::date and e.day < ${days.until}::date
    order by lower(u.name), e.agent_id, e.day`
}

/** Whom drafts of the period concern, by name. `agentIds` null: of everybody. */
export async function listDrafting(
  db: Db,
  agentIds: readonly string[] | null,
  days: Days,
): Promise<{ agentId: string; drafts: number }[]> {
  return db.$queryRaw<{ agentId: string; drafts: number }[]>`
    select e.agent_id as "agentId", count(*)::int as drafts
    from roster_entries e join users u on u.id = e.agent_id
    where e.draft and (${agentIds && [...agentIds]}::uuid[] is null or e.agent_id = any(${agentIds && [...agentIds]}::uuid[]))
      and e.day >= ${days.from}::date and e.day < ${days.until}::date
    group by e.agent_id, u.name order by lower(u.name), e.agent_id`
}

/** The same as drafts for entries that are named, whether or not agents know them already. */
export async function listNamedEntries(tx: Db, ids: readonly string[]): Promise<DraftRow[]> {
  return tx.$queryRaw<DraftRow[]>`
    select e.id, e.agent_id as "agentId", u.name, e.day::text as day, e.segments,
      e.removed_at is not null as removed, e.published is not null as known
    from roster_entries e join users u on u.id = e.agent_id where e.id = any(${[...ids]}::uuid[])`
}

export async function markPublished(tx: Db, ids: readonly string[], at: Date): Promise<void> {
  await tx.$executeRaw`
    update roster_entries set published = jsonb_build_object('templateId', template_id, 'segments', segments, 'note', note),
      published_at = ${at}::timestamptz, version = version + 1 where id = any(${[...ids]}::uuid[])`
}

export async function deleteEntries(tx: Db, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`delete from roster_entries where id = any(${[...ids]}::uuid[])`
}

/** Back to what agents know; what they never knew goes. Returns how many entries it reached. */
export async function discardDrafts(tx: Db, ids: readonly string[], at: Date): Promise<number> {
  const gone = await tx.$executeRaw`
    delete from roster_entries where id = any(${[...ids]}::uuid[]) and published is null`
  const back = await tx.$executeRaw`
    update roster_entries e set removed_at = null, segments = e.published -> 'segments', note = e.published ->> 'note',
      template_id = (select t.id from shift_templates t where t.id::text = e.published ->> 'templateId'),
      version = e.version + 1, updated_at = ${at}::timestamptz
    where e.id = any(${[...ids]}::uuid[])`
  return gone + back
}
