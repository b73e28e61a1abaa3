import { can, type Principal, scopeOf } from '@/server/access'
import { listRecordedSpans, listRosterRecord } from '@/server/modules/workforce'
import { nowMs } from '@/server/platform/clock'
import { byteOrderMark, csvLines } from '@/server/platform/csv'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { AdherenceCell, AdherenceDay, AdherenceInput, AdherenceRow, AdherenceTable } from '../contract'
import {
  type Actual,
  type Adherence,
  blocksOf,
  comparePlan,
  measureAdherence,
  type PlanSpan,
} from '../domain/adherence'
import { dayNumber, daysBetween, isoDay } from '../domain/days'
import { listPlannedAgents } from '../store/adherence-agents'
import { findPerson } from '../store/people'
import { listGroupsBelow } from '../store/whom'
import { organizationZone, type Zone } from './request-ground'

/** Blocks reach beyond the days they are counted in: no shift is longer than this. */
const MARGIN_MS = 2 * 86_400_000
const CSV_PAGE = 100
const iso = (at: number) => new Date(at).toISOString()

/** Agents × days: how much of the planned time was as planned. */
export async function getAdherence(principal: Principal, input: AdherenceInput): Promise<AdherenceTable> {
  const zone = await organizationZone()
  const first = dayNumber(input.from)
  const days = daysBetween(first, first + input.days)
  const [from, until] = [new Date(zone.clock(first, 0)), new Date(zone.clock(first + input.days, 0))]
  const { rows, total } = await listPlannedAgents(
    pool(),
    { ...(await whoseOf(principal, input.groupId)), search: input.search ?? null, from, until },
    { limit: input.pageSize, offset: (input.page - 1) * input.pageSize },
  )
  const records = await loadRecords(
    rows.map(({ id }) => id),
    from,
    until,
  )
  return {
    ...{ timeZone: zone.timeZone, total, days: days.map(isoDay) },
    rows: rows.map((agent) => toRow(agent, days, zone, records(agent.id))),
  }
}

/** Whom this person may look at, narrowed to a group with those below it. */
async function whoseOf(principal: Principal, groupId: string | null) {
  const scope = scopeOf(principal, 'schedules.read')
  const agentId = scope === 'own' || scope === null ? (principal.agentId ?? principal.userId) : null
  const asked = groupId ? await listGroupsBelow(pool(), groupId) : null
  if (scope !== 'group') return { agentId, groupIds: asked }
  const { scopeGroupIds } = principal
  return { agentId, groupIds: asked ? asked.filter((id) => scopeGroupIds.includes(id)) : scopeGroupIds }
}

type Records = { plan: PlanSpan[]; actual: Actual[] }

async function loadRecords(agentIds: string[], from: Date, until: Date) {
  const begin = new Date(from.getTime() - MARGIN_MS)
  const end = new Date(until.getTime() + MARGIN_MS)
  const [roster, statuses] = await Promise.all([
    listRosterRecord(pool(), agentIds, begin, end),
    listRecordedSpans(pool(), agentIds, begin, end),
  ])
  const plans = byAgent(roster)
  const actuals = byAgent(statuses)
  return (id: string): Records => ({ plan: plans.get(id) ?? [], actual: actuals.get(id) ?? [] })
}

function byAgent<T extends { agentId: string }>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    const own = found.get(row.agentId)
    if (own) own.push(row)
    else found.set(row.agentId, [row])
  }
  return found
}

function toRow(
  { id, name }: { id: string; name: string },
  days: readonly number[],
  { clock }: Zone,
  { plan, actual }: Records,
): AdherenceRow {
  const now = nowMs()
  const blocks = blocksOf(plan)
  const cells = days.map((day): AdherenceCell => {
    const bounds = { from: clock(day, 0), until: clock(day + 1, 0), now }
    return { day: isoDay(day), ...sumsOf(measureAdherence(plan, actual, bounds, blocks), bounds.from) }
  })
  const sum = (key: 'scheduledMs' | 'inMs' | 'lateMs' | 'earlyMs' | 'absent') =>
    cells.reduce((total, cell) => total + cell[key], 0)
  const total = { scheduledMs: sum('scheduledMs'), inMs: sum('inMs'), absent: sum('absent') }
  return { id, name, days: cells, total: { ...total, lateMs: sum('lateMs'), earlyMs: sum('earlyMs') } }
}

function sumsOf({ scheduledMs, inMs, blocks }: Adherence, from: number): Omit<AdherenceCell, 'day'> {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return {
    ...{ scheduledMs, inMs },
    lateMs: sum(blocks.map(({ lateMs }) => lateMs)),
    earlyMs: sum(blocks.map(({ earlyMs }) => earlyMs)),
    // A night belongs to the day on which it begins.
    absent: blocks.filter((block) => block.absent && block.from >= from).length,
  }
}

/** One day of one agent, plan over actual. @throws {AppError} not_found, also for somebody one may not look at */
export async function getAdherenceDay(
  principal: Principal,
  { agentId, day }: { agentId: string; day: string },
): Promise<AdherenceDay> {
  const person = await findPerson(pool(), agentId)
  const allowed = person && can(principal, 'schedules.read', { ownerId: agentId, groupIds: person.groupIds })
  if (!allowed) throw new AppError('not_found', 'There is no such agent.')
  const { clock, timeZone } = await organizationZone()
  const number = dayNumber(day)
  const [from, until] = [clock(number, 0), clock(number + 1, 0)]
  const { plan, actual } = (await loadRecords([agentId], new Date(from), new Date(until)))(agentId)
  const bounds = { from, until, now: nowMs() }
  const { blocks, ...measured } = measureAdherence(plan, actual, bounds)
  const spanned = <T extends { from: number; until: number }>(one: T) => ({
    ...{ ...one, from: iso(one.from), until: iso(one.until) },
  })
  return {
    ...{ agentId, name: person.name, timeZone, from: iso(from), until: iso(until), ...measured },
    blocks: blocks.map(spanned),
    plan: plan
      .filter(({ startsAt, endsAt }) => startsAt < until && endsAt > from)
      .map(({ kind, startsAt, endsAt }) => ({
        ...{ kind, from: iso(Math.max(startsAt, from)), until: iso(Math.min(endsAt, until)) },
      })),
    stretches: comparePlan(plan, actual, bounds).map(spanned),
  }
}

const columns = ['agent', 'day', 'scheduled_minutes', 'in_adherence_minutes', 'adherence', 'late_minutes']
const minutes = (ms: number) => Math.round(ms / 60_000)

/** All that match as pieces of a CSV file, agent by agent and day by day; days without a plan are left out. */
export async function* exportAdherence(principal: Principal, input: AdherenceInput): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([[...columns, 'early_minutes', 'absent']])
  for (let page = 1; ; page += 1) {
    const { rows, total } = await getAdherence(principal, { ...input, page, pageSize: CSV_PAGE })
    const planned = rows.flatMap(({ name, days }) =>
      days.filter(({ scheduledMs }) => scheduledMs > 0).map((cell) => ({ name, ...cell })),
    )
    yield csvLines(
      planned.map(({ name, day, scheduledMs, inMs, lateMs, earlyMs, absent }) => [
        ...[name, day, minutes(scheduledMs), minutes(inMs), Math.round((inMs / scheduledMs) * 1_000) / 1_000],
        ...[minutes(lateMs), minutes(earlyMs), absent],
      ]),
    )
    if (page * CSV_PAGE >= total) return
  }
}
