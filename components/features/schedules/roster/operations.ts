/**
 * What a gesture means as operations on cells: painting, taking out, moving, copying, and the way back. Pure, so
 * that undo is known to restore what was there.
 */
import type {
  CellOperation,
  CellResult,
  RosterEntryView,
  RosterPage,
  Segment,
  TemplateView,
} from '@/server/modules/schedules/contract'

export type Shift = { templateId: string | null; segments: Segment[]; note: string }
export type Cell = { agentId: string; day: string }
/** What stands in a cell, what is to vanish with the next publication included. */
export type Look = (cell: Cell) => readonly RosterEntryView[]
export type Shapes = (entry: RosterEntryView) => Segment[]
type NewId = () => string

const isLiving = (entry: RosterEntryView) => entry.state !== 'removed'
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Puts exactly this shift into each cell, in the place of whatever stands there. */
export function paint(
  cells: readonly Cell[],
  shift: Shift,
  look: Look,
  shapeOf: Shapes,
  newId: NewId,
): CellOperation[] {
  return cells.flatMap((cell) => putInto(cell, [shift], look(cell), shapeOf, newId))
}

export const paintTemplate = (template: TemplateView): Shift => ({
  templateId: template.id,
  segments: template.segments,
  note: '',
})

export function erase(cells: readonly Cell[], look: Look): CellOperation[] {
  return cells.flatMap((cell) =>
    look(cell)
      .filter(isLiving)
      .map((entry) => removeOf(entry)),
  )
}

const removeOf = ({ id, version, agentId, day }: RosterEntryView): CellOperation => ({
  ...{ kind: 'remove', id, version, agentId, day },
})

/** Entries that are there already are changed rather than replaced: agents are told of a change, not of two. */
function putInto(
  cell: Cell,
  shifts: readonly Shift[],
  present: readonly RosterEntryView[],
  shapeOf: Shapes,
  newId: NewId,
): CellOperation[] {
  const living = present.filter(isLiving)
  const places = [...living, ...present.filter((entry) => !isLiving(entry))]
  const operations: CellOperation[] = living.slice(shifts.length).map(removeOf)
  shifts.forEach((shift, index) => {
    const place = places[index]
    const unchanged =
      place && isLiving(place) && place.templateId === shift.templateId && place.note === shift.note
    if (unchanged && same(shapeOf(place), shift.segments)) return
    operations.push({
      ...{ kind: 'put', ...cell, ...shift, further: index > 0 },
      ...{ id: place?.id ?? newId(), version: place?.version ?? null },
    })
  })
  return operations
}

export type Carried = { from: Cell; to: Cell }

/** Takes what stands in `from` to `to`; a shift that is carried onto a day replaces what is there. */
export function carry(
  carried: readonly Carried[],
  copy: boolean,
  look: Look,
  shapeOf: Shapes,
  newId: NewId,
): CellOperation[] {
  const key = ({ agentId, day }: Cell) => `${agentId} ${day}`
  const loads = carried
    .map(({ from, to }) => ({ from, to, shifts: shiftsIn(from, look, shapeOf) }))
    .filter(({ shifts }) => shifts.length > 0)
  const targets = new Set(loads.map(({ to }) => key(to)))
  const left = copy ? [] : loads.filter(({ from }) => !targets.has(key(from))).map(({ from }) => from)
  return [
    ...erase(left, look),
    ...loads.flatMap(({ to, shifts }) => putInto(to, shifts, look(to), shapeOf, newId)),
  ]
}

export function shiftsIn(cell: Cell, look: Look, shapeOf: Shapes): Shift[] {
  return look(cell)
    .filter(isLiving)
    .map((entry) => ({ templateId: entry.templateId, segments: shapeOf(entry), note: entry.note }))
}

/** The way back: what each operation found, in the opposite order. */
export function inverse(results: readonly CellResult[]): CellOperation[] {
  return [...results].reverse().flatMap(({ id, before, after, version }): CellOperation[] => {
    if (before) {
      const { agentId, day, templateId, segments, note } = before
      return [{ kind: 'put', id, version, agentId, day, templateId, segments, note, further: true }]
    }
    if (!after || version === null) return []
    return [{ kind: 'remove', id, version, agentId: after.agentId, day: after.day }]
  })
}

/** A page as it will be, for the moment until the server has answered; versions count as the server counts. */
export function applyTo(page: RosterPage, operations: readonly CellOperation[]): RosterPage {
  const agents = new Set(page.agents.map((agent) => agent.id))
  const shapes = [...page.shapes]
  const entries = new Map(page.entries.map((entry) => [entry.id, entry]))
  for (const operation of operations) {
    if (!agents.has(operation.agentId)) continue
    const before = entries.get(operation.id)
    const version = (before?.version ?? 0) + 1
    if (operation.kind === 'remove') {
      if (before?.state === 'published') entries.set(before.id, { ...before, state: 'removed', version })
      else entries.delete(operation.id)
      continue
    }
    const { id, agentId, day, templateId, note, segments } = operation
    const known = shapes.findIndex((shape) => same(shape, segments))
    const shape = known >= 0 ? known : shapes.push(segments) - 1
    entries.set(id, { id, agentId, day, templateId, note, shape, state: 'draft', version })
  }
  const all = [...entries.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  return {
    ...page,
    shapes,
    entries: all,
    conflicts: page.conflicts.filter(({ entryId }) => entries.has(entryId)),
  }
}
