import type { WrapUpNode } from '../live/agent-api'
import { nameIn } from '../names'

export type WrapUpLeaf = { id: string; path: string[]; name: string }

/** The leaves in the order of the tree, each with the names above it; an agent files under leaves only. */
export function leavesOf(nodes: readonly WrapUpNode[], locale: string): WrapUpLeaf[] {
  const below = new Map<string | null, WrapUpNode[]>()
  for (const node of nodes) below.set(node.parentId, [...(below.get(node.parentId) ?? []), node])
  const walk = (parentId: string | null, path: string[]): WrapUpLeaf[] =>
    (below.get(parentId) ?? [])
      .toSorted((a, b) => a.position - b.position)
      .flatMap((node) => {
        const name = nameIn(node.names, locale)
        return below.has(node.id) ? walk(node.id, [...path, name]) : [{ id: node.id, path, name }]
      })
  return walk(null, [])
}

/** Leaves whose name or path holds every word. */
export function searchLeaves(leaves: readonly WrapUpLeaf[], text: string): WrapUpLeaf[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean)
  return leaves.filter(({ path, name }) => {
    const all = [...path, name].join(' ').toLowerCase()
    return words.every((word) => all.includes(word))
  })
}
