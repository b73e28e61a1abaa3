/**
 * A tree stays a tree: nothing stands below itself, not even by a merge, and it stays shallow enough for a
 * person to pick from. Names are unique among siblings, because two that read the same cannot be told apart.
 */
export type Node = {
  id: string
  parentId: string | null
  names: { en?: string; zh?: string }
  position: number
}
export type TreeFault =
  | 'unknown_node'
  | 'tree_cycle'
  | 'too_deep'
  | 'node_name_taken'
  | 'merge_with_itself'
  | 'merge_into_child'

type Names = { en?: string; zh?: string }

export function childrenOf<N extends Node>(nodes: readonly N[], parentId: string | null): N[] {
  return nodes
    .filter((node) => node.parentId === parentId)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

/** From the node's parent up to the root. */
export function ancestorsOf(nodes: readonly Node[], id: string): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const found: string[] = []
  for (let at = byId.get(id)?.parentId ?? null; at !== null && !found.includes(at); ) {
    found.push(at)
    at = byId.get(at)?.parentId ?? null
  }
  return found
}

/** Levels from the node to its deepest leaf; 1 for a leaf. */
export function heightOf(nodes: readonly Node[], id: string, seen: readonly string[] = []): number {
  if (seen.includes(id)) return 0
  const below = childrenOf(nodes, id).map((child) => heightOf(nodes, child.id, [...seen, id]))
  return 1 + Math.max(0, ...below)
}

/** May `id` (null = a new leaf) stand below `parentId` under these names? */
export function checkPlace(
  nodes: readonly Node[],
  id: string | null,
  parentId: string | null,
  names: Names,
  mostLevels: number,
): TreeFault | null {
  if (parentId !== null && !nodes.some((node) => node.id === parentId)) return 'unknown_node'
  if (id !== null && parentId !== null && [parentId, ...ancestorsOf(nodes, parentId)].includes(id)) {
    return 'tree_cycle'
  }
  const above = parentId === null ? 0 : ancestorsOf(nodes, parentId).length + 1
  if (above + (id === null ? 1 : heightOf(nodes, id)) > mostLevels) return 'too_deep'
  const siblings = childrenOf(nodes, parentId).filter((node) => node.id !== id)
  return siblings.some((node) => sameName(node.names, names)) ? 'node_name_taken' : null
}

function sameName(a: Names, b: Names): boolean {
  const same = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && one.toLowerCase() === other.toLowerCase()
  return same(a.en, b.en) || same(a.zh, b.zh)
}

/** Ids of the new siblings in their order, the moved one at `position`. */
export function orderAfterMove(
  nodes: readonly Node[],
  id: string,
  parentId: string | null,
  position: number,
): string[] {
  const others = childrenOf(nodes, parentId)
    .map((node) => node.id)
    .filter((other) => other !== id)
  return [...others.slice(0, position), id, ...others.slice(position)]
}

export function checkMerge(
  nodes: readonly Node[],
  id: string,
  intoId: string,
  mostLevels: number,
): TreeFault | null {
  if (id === intoId) return 'merge_with_itself'
  if (!nodes.some((node) => node.id === intoId)) return 'unknown_node'
  const above = [intoId, ...ancestorsOf(nodes, intoId)]
  if (above.includes(id)) return 'merge_into_child'
  return above.length + heightOf(nodes, id) - 1 > mostLevels ? 'too_deep' : null
}
