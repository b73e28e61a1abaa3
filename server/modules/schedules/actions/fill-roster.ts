import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { pool } from '@/server/platform/db/pool'
import { type Db, inTransaction } from '@/server/platform/db/prisma'
import { newId } from '@/server/platform/ids'
import type { copyPeriodInput, FillReport, fillPeriodInput } from '../contract'
import { dayNumber, isoDay } from '../domain/days'
import { type FilledDay, planFilling } from '../domain/fill'
import { expandRotation } from '../domain/rotation'
import { listRosterAgents } from '../store/read-roster'
import { listRotationPlaces } from '../store/rotations'
import { listTemplateShapes } from '../store/templates'
import { listPeriod, lockRoster } from '../store/write-roster'
import { applyOperations } from './change-roster'
import { whomOf } from './roster-scope'

const LONG_MS = 120_000
type Asked = { groupId: string | null; search: string }

async function agentIdsOf(principal: Principal, asked: Asked, days: { from: string; until: string }) {
  const whom = await whomOf(principal, 'schedules.write', asked)
  const { agents } = await listRosterAgents(pool(), whom, days, { limit: 100_000, offset: 0 })
  return agents.filter((agent) => agent.enabled).map((agent) => agent.id)
}

/** Writes what the rotations say into a period; a trial reports the same and writes nothing. */
export async function fillPeriod(
  principal: Principal,
  input: z.output<typeof fillPeriodInput>,
): Promise<FillReport> {
  const agentIds = await agentIdsOf(principal, input, input)
  const [from, until] = [dayNumber(input.from), dayNumber(input.until)]
  return inTransaction(async (tx) => {
    await lockRoster(tx)
    const templates = await listTemplateShapes(tx)
    const places = await listRotationPlaces(tx, agentIds, input.rotationId)
    const days = places.flatMap(({ agentId, days: cycle, ...place }) =>
      expandRotation(cycle, place, from, until).map(({ day, templateId }): FilledDay => {
        const segments = templateId ? templates.get(templateId) : undefined
        const shifts = segments ? [{ templateId, segments, note: '' }] : []
        return { agentId, day: isoDay(day), shifts }
      }),
    )
    return fill(tx, principal, firstOfEach(days), input)
  }, LONG_MS)
}

/** Somebody in two rotations at once follows the one that began first. */
function firstOfEach(days: readonly FilledDay[]): FilledDay[] {
  const seen = new Set<string>()
  return days.filter(({ agentId, day }) => {
    const cell = `${agentId} ${day}`
    return !seen.has(cell) && seen.add(cell)
  })
}

/** Repeats a period day by day from another day on, usually a week later. */
export async function copyPeriod(
  principal: Principal,
  input: z.output<typeof copyPeriodInput>,
): Promise<FillReport> {
  const [from, to] = [dayNumber(input.from), dayNumber(input.to)]
  const source = { from: input.from, until: isoDay(from + input.days) }
  const target = { from: input.to, until: isoDay(to + input.days) }
  const agentIds = await agentIdsOf(principal, input, source)
  return inTransaction(async (tx) => {
    await lockRoster(tx)
    const copied = new Map<string, FilledDay['shifts']>()
    for (const entry of await listPeriod(tx, agentIds, source)) {
      if (entry.removed) continue
      const { templateId, segments, note } = entry
      const cell = `${entry.agentId} ${dayNumber(entry.day) - from}`
      copied.set(cell, [...(copied.get(cell) ?? []), { templateId, segments, note }])
    }
    const days = agentIds.flatMap((agentId) =>
      Array.from({ length: input.days }, (_, index): FilledDay => {
        const shifts = copied.get(`${agentId} ${index}`) ?? []
        return { agentId, day: isoDay(to + index), shifts }
      }),
    )
    return fill(tx, principal, days, { ...target, replace: input.replace, dryRun: input.dryRun })
  }, LONG_MS)
}

async function fill(
  tx: Db,
  principal: Principal,
  days: readonly FilledDay[],
  how: { from: string; until: string; replace: boolean; dryRun: boolean },
): Promise<FillReport> {
  const agentIds = [...new Set(days.map(({ agentId }) => agentId))]
  const stored = await listPeriod(tx, agentIds, how)
  const { operations, ...counts } = planFilling(days, stored, how.replace, newId)
  if (!how.dryRun && operations.length > 0) await applyOperations(tx, principal.userId, operations, stored)
  return { ...counts, applied: !how.dryRun }
}
