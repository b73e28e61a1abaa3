/** What a publication changes, agent by agent, in the order in which the entries came. */
import type { PublishedChange } from '../contract'

type Draft = { agentId: string; name: string; removed: boolean; known: boolean }

export function countChanges(drafts: readonly Draft[]): PublishedChange[] {
  const changes = new Map<string, PublishedChange>()
  for (const { agentId, name, removed, known } of drafts) {
    const change = changes.get(agentId) ?? { agentId, name, added: 0, changed: 0, removed: 0 }
    if (removed) change.removed += 1
    else if (known) change.changed += 1
    else change.added += 1
    changes.set(agentId, change)
  }
  return [...changes.values()]
}

export function totalOf(changes: readonly PublishedChange[]) {
  const sum = (of: (change: PublishedChange) => number) =>
    changes.reduce((total, change) => total + of(change), 0)
  return { added: sum((c) => c.added), changed: sum((c) => c.changed), removed: sum((c) => c.removed) }
}
