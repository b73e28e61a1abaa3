/**
 * Filling a period from a source (a rotation, an earlier week): what becomes of each day. A day that is planned
 * already is left alone unless the planner asks for it, and a day that is the same already is not touched.
 */
import type { CellOperation, Segment } from '../contract'
import type { StoredEntry } from './plan-operations'

export type FilledDay = {
  agentId: string
  day: string
  shifts: { templateId: string | null; segments: Segment[]; note: string }[]
}
export type Filling = {
  operations: CellOperation[]
  planned: number
  replaced: number
  kept: number
  agents: number
}

export function planFilling(
  days: readonly FilledDay[],
  stored: readonly StoredEntry[],
  replace: boolean,
  newId: () => string,
): Filling {
  const cells = new Map<string, StoredEntry[]>()
  for (const entry of stored) {
    if (entry.removed) continue
    const cell = `${entry.agentId} ${entry.day}`
    cells.set(cell, [...(cells.get(cell) ?? []), entry])
  }
  const filling: Filling = { operations: [], planned: 0, replaced: 0, kept: 0, agents: 0 }
  const agents = new Set<string>()
  for (const { agentId, day, shifts } of days) {
    const present = cells.get(`${agentId} ${day}`) ?? []
    if (present.length > 0 && !replace) {
      filling.kept += 1
      continue
    }
    if (shapeOf(present) === shapeOf(shifts)) continue
    for (const { id, version } of present)
      filling.operations.push({ kind: 'remove', id, version, agentId, day })
    for (const shift of shifts)
      filling.operations.push({
        kind: 'put',
        id: newId(),
        version: null,
        agentId,
        day,
        ...shift,
        further: true,
      })
    if (present.length > 0) filling.replaced += 1
    else filling.planned += 1
    agents.add(agentId)
  }
  filling.agents = agents.size
  return filling
}

const shapeOf = (shifts: readonly FilledDay['shifts'][number][]) =>
  JSON.stringify(
    shifts
      .map(({ templateId, segments, note }) => [
        templateId,
        segments.map(({ kind, from, until }) => [kind, from, until]),
        note,
      ])
      .sort(),
  )
