import type { Direction } from '@/components/patterns/tree/use-tree-keys'
import type { TreeNode } from '@/server/modules/channels/contract'

export type Shown = { node: TreeNode; level: number; place: number; siblings: number; children: number }
export type Target = { parentId: string | null; position: number }
export type Drop = 'before' | 'after' | 'into'

const byPlace = (a: TreeNode, b: TreeNode) => a.position - b.position || (a.id < b.id ? -1 : 1)

const childrenOf = (nodes: readonly TreeNode[], parentId: string | null) =>
  nodes.filter((node) => node.parentId === parentId).sort(byPlace)

export const nodeStates = ['enabled', 'disabled'] as const
export type Narrowing = { search?: string; state?: (typeof nodeStates)[number] | null }

/** The rows from top to bottom; what stands below a closed node, or was not searched for, is left out. */
export function arrange(
  nodes: readonly TreeNode[],
  isOpen: (id: string) => boolean,
  narrowing: Narrowing = {},
): Shown[] {
  const wanted = narrowing.search || narrowing.state ? matching(nodes, narrowing) : null
  const below = new Map<string | null, TreeNode[]>()
  for (const node of nodes) {
    const siblings = below.get(node.parentId)
    if (siblings) siblings.push(node)
    else below.set(node.parentId, [node])
  }
  for (const siblings of below.values()) siblings.sort(byPlace)
  const rows: Shown[] = []
  const walk = (parentId: string | null, level: number): void => {
    const siblings = below.get(parentId) ?? []
    for (const [place, node] of siblings.entries()) {
      if (wanted && !wanted.has(node.id)) continue
      const children = below.get(node.id)?.length ?? 0
      rows.push({ node, level, place, siblings: siblings.length, children })
      if (wanted || isOpen(node.id)) walk(node.id, level + 1)
    }
  }
  walk(null, 1)
  return rows
}

/** Those whose name holds the text and whose state is asked for, and everything above them. */
function matching(nodes: readonly TreeNode[], { search = '', state }: Narrowing): Set<string> {
  const text = search.trim().toLowerCase()
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const found = new Set<string>()
  for (const node of nodes) {
    if (state && node.disabled !== (state === 'disabled')) continue
    if (text && !Object.values(node.names).some((name) => name.toLowerCase().includes(text))) continue
    for (let at: TreeNode | undefined = node; at && !found.has(at.id); at = byId.get(at.parentId ?? '')) {
      found.add(at.id)
    }
  }
  return found
}

/** Where a key takes a node: among its siblings, below the one before it, or out behind its parent. */
export function targetOf(nodes: readonly TreeNode[], id: string, direction: Direction): Target | null {
  const node = nodes.find((one) => one.id === id)
  if (!node) return null
  const siblings = childrenOf(nodes, node.parentId)
  const place = siblings.findIndex((one) => one.id === id)
  if (direction === 'up') return place > 0 ? { parentId: node.parentId, position: place - 1 } : null
  if (direction === 'down') {
    return place < siblings.length - 1 ? { parentId: node.parentId, position: place + 1 } : null
  }
  if (direction === 'in') {
    const above = siblings[place - 1]
    return above ? { parentId: above.id, position: childrenOf(nodes, above.id).length } : null
  }
  const parent = nodes.find((one) => one.id === node.parentId)
  if (!parent) return null
  const parentPlace = childrenOf(nodes, parent.parentId).findIndex((one) => one.id === parent.id)
  return { parentId: parent.parentId, position: parentPlace + 1 }
}

/** Where a drop on another node puts it; null where it would stand below itself, or not move at all. */
export function targetOfDrop(
  nodes: readonly TreeNode[],
  id: string,
  onId: string,
  drop: Drop,
): Target | null {
  const on = nodes.find((node) => node.id === onId)
  if (!on || isBelow(nodes, onId, id)) return null
  if (drop === 'into') {
    return { parentId: onId, position: childrenOf(nodes, onId).filter((node) => node.id !== id).length }
  }
  const others = childrenOf(nodes, on.parentId).filter((node) => node.id !== id)
  const place = others.findIndex((node) => node.id === onId)
  return { parentId: on.parentId, position: drop === 'before' ? place : place + 1 }
}

/** Is the first the second, or anywhere below it? */
export function isBelow(nodes: readonly TreeNode[], id: string, aboveId: string): boolean {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const seen = new Set<string>()
  for (let at: string | null = id; at !== null && !seen.has(at); at = byId.get(at)?.parentId ?? null) {
    if (at === aboveId) return true
    seen.add(at)
  }
  return false
}
