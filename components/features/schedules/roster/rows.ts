import type {
  Conflict,
  RosterAgent,
  RosterEntryView,
  RosterLeave,
  RosterPage,
  Segment,
} from '@/server/modules/schedules/contract'

/** One agent's line of the grid. */
export type Row = {
  agent: RosterAgent
  entries: ReadonlyMap<string, readonly RosterEntryView[]>
  leaves: readonly RosterLeave[]
  conflicts: ReadonlyMap<string, readonly Conflict[]>
  shapes: readonly Segment[][]
}

const known = new WeakMap<RosterPage, Row[]>()

/** Made once per answer, so that lines that did not change are not drawn again. */
export function rowsOf(page: RosterPage): Row[] {
  const rows = known.get(page) ?? makeRows(page)
  known.set(page, rows)
  return rows
}

function makeRows(page: RosterPage): Row[] {
  const entries = groupBy(page.entries, (entry) => entry.agentId)
  const leaves = groupBy(page.leaves, (leave) => leave.agentId)
  const conflicts = groupBy(page.conflicts, (conflict) => conflict.entryId)
  return page.agents.map((agent) => ({
    agent,
    entries: groupBy(entries.get(agent.id) ?? [], (entry) => entry.day),
    leaves: leaves.get(agent.id) ?? [],
    conflicts,
    shapes: page.shapes,
  }))
}

function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

export const entriesOf = (row: Row, day: string): readonly RosterEntryView[] => row.entries.get(day) ?? []

export const leaveOn = (row: Row, day: string): RosterLeave | undefined =>
  row.leaves.find((leave) => leave.firstDay <= day && day <= leave.lastDay)
