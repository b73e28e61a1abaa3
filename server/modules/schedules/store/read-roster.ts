import type { Sql } from '@/server/platform/db/pool'
import type { RosterAgent } from '../contract'
import { matches, type Whom, whomValues } from './whom'

export type Days = { from: string; until: string }

const listed = `${matches} and (a.enabled or exists (select 1 from roster_entries e
  where e.agent_id = a.id and e.day >= $4::date and e.day < $5::date and e.removed_at is null))`

const inConflict = `exists (select 1 from roster_weeks w, unnest(w.days) d where w.agent_id = a.id and w.days <> '{}'
  and w.week > $4::date - 7 and w.week < $5::date and d >= $4::date and d < $5::date)`

/** By name; disabled agents only where something is planned for them. Conflicts are those that were reckoned. */
export async function listRosterAgents(
  sql: Sql,
  whom: Whom,
  days: Days,
  range: { limit: number; offset: number },
  onlyConflicts = false,
): Promise<{ agents: RosterAgent[]; total: number }> {
  const { rows } = await sql.query<RosterAgent & { total: number }>({
    name: onlyConflicts ? 'roster-agents-in-conflict' : 'roster-agents',
    text: `select a.id, u.name, a.enabled, (count(*) over ())::int as total
      from agents a join users u on u.id = a.id where ${onlyConflicts ? `${matches} and ${inConflict}` : listed} order by lower(u.name), a.id limit $6 offset $7`,
    values: [...whomValues(whom), days.from, days.until, range.limit, range.offset],
  })
  return { agents: rows.map(({ total: _, ...agent }) => agent), total: rows[0]?.total ?? 0 }
}

export type EntryRow = {
  id: string
  agentId: string
  day: string
  templateId: string | null
  /** As JSON text: the few shapes that a plan has are parsed once. */
  segments: string
  note: string
  removed: boolean
  draft: boolean
  version: number
}

const entryColumns = `e.id, e.agent_id as "agentId", e.day::text as day, e.template_id as "templateId",
  e.segments::text as segments, e.note, e.removed_at is not null as removed, e.draft, e.version`

export async function listEntries(sql: Sql, agentIds: readonly string[], days: Days): Promise<EntryRow[]> {
  const { rows } = await sql.query<EntryRow>({
    name: 'roster-entries',
    text: `select ${entryColumns} from roster_entries e
      where e.agent_id = any($1) and e.day >= $2::date and e.day < $3::date order by e.agent_id, e.day`,
    values: [agentIds, days.from, days.until],
  })
  return rows
}

export type PlanRow = { id: string; agentId: string; day: number; segments: string }

/** What is planned for these agents, in as few bytes as conflicts need; days count from 1970. */
export async function listPlans(sql: Sql, agentIds: readonly string[], days: Days): Promise<PlanRow[]> {
  const { rows } = await sql.query<PlanRow>({
    name: 'roster-plans',
    text: `select e.id, e.agent_id as "agentId", e.day - date '1970-01-01' as day, e.segments::text as segments
      from roster_entries e
      where e.agent_id = any($1) and e.day >= $2::date and e.day < $3::date and e.removed_at is null`,
    values: [agentIds, days.from, days.until],
  })
  return rows
}

export type LeaveRow = { agentId: string; kind: string; startsAt: Date; endsAt: Date; approved: boolean }

/** Leave that was approved or asked for, and absences that were entered without a request. */
export async function listLeaves(
  sql: Sql,
  agentIds: readonly string[],
  from: Date,
  until: Date,
): Promise<LeaveRow[]> {
  const { rows } = await sql.query<LeaveRow>({
    name: 'roster-leaves',
    text: `select agent_id as "agentId", kind, starts_at as "startsAt", ends_at as "endsAt", status = 'approved' as approved
      from leaves where agent_id = any($1) and starts_at < $3 and ends_at > $2 and status in ('approved', 'requested')
      union all
      select agent_id, 'other', starts_at, ends_at, true from shifts
      where agent_id = any($1) and kind = 'leave' and leave_id is null and starts_at < $3 and ends_at > $2
      order by 1, 3`,
    values: [agentIds, from, until],
  })
  return rows
}

export async function countDrafts(sql: Sql, whom: Whom, days: Days): Promise<number> {
  const { rows } = await sql.query<{ drafts: number }>({
    name: 'roster-drafts',
    text: `select count(*)::int as drafts from roster_entries e join agents a on a.id = e.agent_id
      join users u on u.id = a.id
      where e.draft and ${matches} and e.day >= $4::date and e.day < $5::date`,
    values: [...whomValues(whom), days.from, days.until],
  })
  return rows[0]?.drafts ?? 0
}
