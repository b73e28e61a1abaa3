import type { ChartNode } from '@/server/modules/workforce/contract'

export type ChartRow = {
  node: ChartNode
  level: number
  place: number
  siblings: number
  children: number
  /** The lines left of it, from the top level's children down: does that level go on below this row? */
  guides: boolean[]
}

type Placed = Pick<ChartNode, 'id' | 'parentId' | 'name'>

const byName = (a: Placed, b: Placed) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)

const childrenOf = <N extends Placed>(nodes: readonly N[], parentId: string | null): N[] =>
  nodes.filter((node) => node.parentId === parentId).sort(byName)

/** The rows from top to bottom; what stands below a closed node, or was not searched for, is left out. */
export function arrangeChart(
  nodes: readonly ChartNode[],
  isOpen: (id: string) => boolean,
  search = '',
): ChartRow[] {
  const wanted = search.trim() ? matching(nodes, search.trim().toLowerCase()) : null
  const byParent = new Map<string | null, ChartNode[]>()
  for (const node of nodes) byParent.set(node.parentId, [...(byParent.get(node.parentId) ?? []), node])
  const walk = (parentId: string | null, level: number, above: boolean[]): ChartRow[] => {
    const siblings = [...(byParent.get(parentId) ?? [])]
      .filter((node) => !wanted || wanted.has(node.id))
      .sort(byName)
    return siblings.flatMap((node, place) => {
      const children = byParent.get(node.id)?.length ?? 0
      const guides = level === 1 ? [] : [...above, place < siblings.length - 1]
      const row = { node, level, place, siblings: siblings.length, children, guides }
      return wanted || isOpen(node.id) ? [row, ...walk(node.id, level + 1, guides)] : [row]
    })
  }
  return walk(null, 1, [])
}

/** Those whose name holds the text, and everything above them. */
function matching(nodes: readonly ChartNode[], text: string): Set<string> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const found = new Set<string>()
  for (const node of nodes) {
    if (!node.name.toLowerCase().includes(text)) continue
    for (let at: ChartNode | undefined = node; at && !found.has(at.id); at = byId.get(at.parentId ?? '')) {
      found.add(at.id)
    }
  }
  return found
}

/** The parent that a key gives: the neighbour above, or the parent's own. undefined = there is none. */
export function parentByKey(
  nodes: readonly Placed[],
  id: string,
  direction: 'in' | 'out',
): string | null | undefined {
  const node = nodes.find((one) => one.id === id)
  if (!node) return undefined
  if (direction === 'out') {
    return node.parentId === null ? undefined : nodes.find((one) => one.id === node.parentId)?.parentId
  }
  const siblings = childrenOf(nodes, node.parentId)
  return siblings[siblings.findIndex((one) => one.id === id) - 1]?.id
}
