import type { CategoryNode } from '@/server/http/v1/contract'

/** The nodes from the root to the one with this id; empty when the tree does not hold it. */
export function pathTo(nodes: CategoryNode[], id: string): CategoryNode[] {
  for (const node of nodes) {
    if (node.id === id) return [node]
    const below = pathTo(node.children, id)
    if (below.length > 0) return [node, ...below]
  }
  return []
}
