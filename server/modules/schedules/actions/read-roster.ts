import type { Principal } from '@/server/access'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import type { Conflict, RosterInput, RosterPage } from '../contract'
import { daysAround, type PlannedShift } from '../domain/conflicts'
import { dayNumber, isoDay } from '../domain/days'
import { wallTimeOf } from '../domain/expand'
import {
  countDrafts,
  type Days,
  type EntryRow,
  listEntries,
  listLeaves,
  listRosterAgents,
} from '../store/read-roster'
import {
  conflictsOf,
  type Frame,
  findConflictsOf,
  frameOf,
  inside,
  instants,
  reckonWeeks,
  Shapes,
} from './reckon-weeks'
import { whomOf } from './roster-scope'

const EVERYBODY = { limit: 100_000, offset: 0 }

/** A page of agents with what is planned for them, and what speaks against it. */
export async function readRoster(principal: Principal, input: RosterInput): Promise<RosterPage> {
  const whom = await whomOf(principal, 'schedules.read', input)
  const frame = await frameOf(input)
  const range = { limit: input.pageSize, offset: (input.page - 1) * input.pageSize }
  if (input.onlyConflicts) await reckonWeeks(whom, frame)
  const [{ agents, total }, drafts] = await Promise.all([
    listRosterAgents(pool(), whom, input, range, input.onlyConflicts),
    countDrafts(pool(), whom, input),
  ])
  const plan = await planOf(agents, frame)
  return {
    ...{ timeZone: frame.timeZone, rules: frame.rules, total, drafts, agents },
    today: isoDay(wallTimeOf(nowMs(), frame.timeZone).day),
    ...plan,
  }
}

async function planOf(agents: readonly { id: string; enabled: boolean }[], frame: Frame) {
  const ids = agents.map((agent) => agent.id)
  const around = daysAround(frame.from, frame.until)
  const [rows, leaves] = await Promise.all([
    listEntries(pool(), ids, { from: isoDay(around.from), until: isoDay(around.until) }),
    listLeaves(pool(), ids, ...instants(frame)),
  ])
  const shapes = new Shapes()
  const planned = new Map<string, PlannedShift[]>()
  for (const row of rows) {
    if (row.removed) continue
    const shift = { id: row.id, day: dayNumber(row.day), segments: shapes.read(row.segments) }
    planned.set(row.agentId, [...(planned.get(row.agentId) ?? []), shift])
  }
  const shown = rows.filter((row) => inside(dayNumber(row.day), frame))
  const entries = shown.map((row) => viewOf(row, shapes))
  return {
    entries,
    shapes: shapes.list,
    leaves: leaves.map(({ startsAt, endsAt, ...leave }) => ({
      ...{ ...leave, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
      firstDay: isoDay(wallTimeOf(startsAt.getTime(), frame.timeZone).day),
      lastDay: isoDay(wallTimeOf(endsAt.getTime() - 1, frame.timeZone).day),
    })),
    conflicts: conflictsOf(agents, planned, leaves, frame),
  }
}

/** What speaks against the plan of a period, over everybody it concerns. */
export async function findPlanConflicts(
  principal: Principal,
  input: Days & { groupId: string | null; search: string },
): Promise<Conflict[]> {
  const whom = await whomOf(principal, 'schedules.read', input)
  const frame = await frameOf(input)
  await reckonWeeks(whom, frame)
  const { agents } = await listRosterAgents(pool(), whom, input, EVERYBODY, true)
  return findConflictsOf(agents, frame)
}

function viewOf(row: EntryRow, shapes: Shapes) {
  const { id, agentId, day, templateId, note, version } = row
  const state = row.removed ? ('removed' as const) : row.draft ? ('draft' as const) : ('published' as const)
  return { id, agentId, day, templateId, note, version, state, shape: shapes.indexOf(row.segments) }
}
