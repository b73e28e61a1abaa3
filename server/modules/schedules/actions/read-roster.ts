import type { Principal } from '@/server/access'
import { readOrganizationSettings } from '@/server/modules/accounts'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { prisma } from '@/server/platform/db/prisma'
import type { Conflict, RosterInput, RosterPage, RosterRules, Segment } from '../contract'
import { daysAround, findConflicts, type PlannedShift } from '../domain/conflicts'
import { dayNumber, isoDay } from '../domain/days'
import { type WallClock, wallClock, wallTimeOf } from '../domain/expand'
import {
  countDrafts,
  type Days,
  type EntryRow,
  type LeaveRow,
  listEntries,
  listLeaves,
  listPlans,
  listRosterAgents,
} from '../store/read-roster'
import { findTimeZone, type Whom } from '../store/whom'
import { whomOf } from './roster-scope'

type Frame = { from: number; until: number; clock: WallClock; rules: RosterRules; timeZone: string }

const EVERYBODY = { limit: 100_000, offset: 0 }

/** A page of agents with what is planned for them, and what speaks against it. */
export async function readRoster(principal: Principal, input: RosterInput): Promise<RosterPage> {
  const whom = await whomOf(principal, 'schedules.read', input)
  const frame = await frameOf(input)
  const range = { limit: input.pageSize, offset: (input.page - 1) * input.pageSize }
  const [{ agents, total }, drafts] = await Promise.all([
    input.onlyConflicts
      ? agentsInConflict(whom, input, frame, range)
      : listRosterAgents(pool(), whom, input, range),
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
    })),
    conflicts: conflictsOf(agents, planned, leaves, frame),
  }
}

const inside = (day: number, { from, until }: Frame) => day >= from && day < until

const instants = ({ clock, from, until }: Frame): [Date, Date] => [
  new Date(clock(from, 0)),
  new Date(clock(until + 1, 0)),
]

/** Those that concern a day of the period itself. */
function conflictsOf(
  agents: readonly { id: string; enabled: boolean }[],
  planned: ReadonlyMap<string, PlannedShift[]>,
  leaves: readonly LeaveRow[],
  frame: Frame,
): Conflict[] {
  const away = new Map<string, { startsAt: number; endsAt: number }[]>()
  for (const { agentId, startsAt, endsAt, approved } of leaves) {
    if (!approved) continue
    const span = { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() }
    away.set(agentId, [...(away.get(agentId) ?? []), span])
  }
  return agents.flatMap(({ id, enabled }) => {
    const shifts = planned.get(id)
    if (!shifts) return []
    const shown = new Set(shifts.filter(({ day }) => inside(day, frame)).map((shift) => shift.id))
    return findConflicts({ shifts, enabled, leaves: away.get(id) ?? [] }, frame.rules, frame.clock).filter(
      ({ entryId }) => shown.has(entryId),
    )
  })
}

async function agentsInConflict(
  whom: Whom,
  input: RosterInput,
  frame: Frame,
  { limit, offset }: { limit: number; offset: number },
) {
  const { agents, conflicts, owner } = await conflictsOfAll(whom, input, frame)
  const concerned = new Set(conflicts.map(({ entryId }) => owner.get(entryId)))
  const found = agents.filter((agent) => concerned.has(agent.id))
  return { agents: found.slice(offset, offset + limit), total: found.length }
}

async function conflictsOfAll(whom: Whom, days: Days, frame: Frame) {
  const around = daysAround(frame.from, frame.until)
  const [{ agents }, rows] = await Promise.all([
    listRosterAgents(pool(), whom, days, EVERYBODY),
    listPlans(pool(), whom, { from: isoDay(around.from), until: isoDay(around.until) }),
  ])
  const leaves = await listLeaves(
    pool(),
    agents.map((agent) => agent.id),
    ...instants(frame),
  )
  const shapes = new Shapes()
  const planned = new Map<string, PlannedShift[]>()
  const owner = new Map<string, string>()
  for (const { id, agentId, day, segments } of rows) {
    const shift = { id, day, segments: shapes.read(segments) }
    const own = planned.get(agentId)
    if (own) own.push(shift)
    else planned.set(agentId, [shift])
    owner.set(id, agentId)
  }
  return { agents, owner, conflicts: conflictsOf(agents, planned, leaves, frame) }
}

/** What speaks against the plan of a period, over everybody it concerns. */
export async function findPlanConflicts(
  principal: Principal,
  input: Days & { groupId: string | null; search: string },
): Promise<Conflict[]> {
  const whom = await whomOf(principal, 'schedules.read', input)
  return (await conflictsOfAll(whom, input, await frameOf(input))).conflicts
}

async function frameOf(days: Days): Promise<Frame> {
  const [timeZone, settings] = await Promise.all([findTimeZone(pool()), readOrganizationSettings(prisma())])
  return {
    ...{ from: dayNumber(days.from), until: dayNumber(days.until), timeZone },
    ...{ clock: wallClock(timeZone), rules: settings.roster },
  }
}

/** A plan of thousands of cells has a handful of different shifts. */
class Shapes {
  readonly list: Segment[][] = []
  private readonly known = new Map<string, number>()

  indexOf(text: string): number {
    let index = this.known.get(text)
    if (index === undefined) {
      index = this.list.push(JSON.parse(text) as Segment[]) - 1
      this.known.set(text, index)
    }
    return index
  }

  read(text: string): Segment[] {
    return this.list[this.indexOf(text)] ?? []
  }
}

function viewOf(row: EntryRow, shapes: Shapes) {
  const { id, agentId, day, templateId, note, version } = row
  const state = row.removed ? ('removed' as const) : row.draft ? ('draft' as const) : ('published' as const)
  return { id, agentId, day, templateId, note, version, state, shape: shapes.indexOf(row.segments) }
}
