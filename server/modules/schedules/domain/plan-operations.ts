/**
 * A batch of cell operations against what is stored: what each makes of its cell, or which cells are not what
 * the planner saw. One conflict refuses the whole batch, so that a drag over two hundred cells never stays
 * half done, and the answer names the cells.
 */
import type { CellConflict, CellEntry, CellOperation, CellResult } from '../contract'

export type StoredEntry = CellEntry & { removed: boolean; published: boolean }
export type Write =
  | { kind: 'insert'; entry: CellEntry }
  | { kind: 'update'; entry: CellEntry; removed: boolean }
  | { kind: 'delete'; id: string }
export type Planned =
  | { kind: 'conflicts'; conflicts: CellConflict[] }
  | { kind: 'writes'; writes: Write[]; results: CellResult[] }

const cellOf = ({ agentId, day }: { agentId: string; day: string }) => `${agentId} ${day}`

export function planOperations(
  stored: readonly StoredEntry[],
  operations: readonly CellOperation[],
): Planned {
  const entries = new Map(stored.map((entry) => [entry.id, entry]))
  const known = new Set(entries.keys())
  const touched = new Set<string>()
  const conflicts: CellConflict[] = []
  const results: CellResult[] = []
  const living = new Map<string, Set<string>>()
  const settle = (entry: StoredEntry, lives: boolean) => {
    const ids = living.get(cellOf(entry)) ?? new Set()
    if (lives) ids.add(entry.id)
    else ids.delete(entry.id)
    living.set(cellOf(entry), ids)
  }
  for (const entry of stored) settle(entry, !entry.removed)
  for (const [index, operation] of operations.entries()) {
    const before = entries.get(operation.id)
    const reason = refusal(operation, before, living.get(cellOf(operation)))
    if (reason) {
      conflicts.push({ index, agentId: operation.agentId, day: operation.day, reason })
      continue
    }
    const after = outcomeOf(operation, before)
    if (before) settle(before, false)
    if (after) {
      entries.set(after.id, after)
      settle(after, !after.removed)
    } else entries.delete(operation.id)
    touched.add(operation.id)
    results.push({
      id: operation.id,
      before: before && !before.removed ? plain(before) : null,
      after: after && !after.removed ? plain(after) : null,
      version: after?.version ?? null,
    })
  }
  if (conflicts.length > 0) return { kind: 'conflicts', conflicts }
  const writes = [...touched].flatMap((id): Write[] => {
    const entry = entries.get(id)
    if (!entry) return known.has(id) ? [{ kind: 'delete', id }] : []
    if (!known.has(id)) return [{ kind: 'insert', entry: plain(entry) }]
    return [{ kind: 'update', entry: plain(entry), removed: entry.removed }]
  })
  return { kind: 'writes', writes, results }
}

function refusal(
  operation: CellOperation,
  before: StoredEntry | undefined,
  inCell: ReadonlySet<string> | undefined,
): CellConflict['reason'] | null {
  if (operation.version === null) {
    if (before) return 'changed'
    if (operation.kind === 'put' && !operation.further && inCell && inCell.size > 0) return 'occupied'
    return null
  }
  if (!before) return 'gone'
  if (cellOf(before) !== cellOf(operation)) return 'changed'
  return before.version === operation.version ? null : 'changed'
}

/** What was never published vanishes; what agents know stays, marked, until its removal is published too. */
function outcomeOf(operation: CellOperation, before: StoredEntry | undefined): StoredEntry | null {
  const version = (before?.version ?? 0) + 1
  if (operation.kind === 'remove') return before?.published ? { ...before, removed: true, version } : null
  const { id, agentId, day, templateId, segments, note } = operation
  return {
    ...{ id, agentId, day, templateId, segments, note, version },
    ...{ removed: false, published: before?.published ?? false },
  }
}

const plain = ({ id, agentId, day, templateId, segments, note, version }: StoredEntry): CellEntry => ({
  ...{ id, agentId, day, templateId, segments, note, version },
})
