import { labelOf, pathKey } from './entries'

/** What ids stand for, and back: the only place where names and ids meet. Keys are lower-case. */
export type Names = {
  groups: Map<string, string>
  calendars: Map<string, string>
  channels: Map<string, string>
  roles: Map<string, string>
  users: Map<string, string>
  templates: Map<string, string>
  rotations: Map<string, string>
  categories: Map<string, string>
  wrapUps: Map<string, string>
  /** By group and shortcut. */
  replies: Map<string, string>
}

type Node = { id: string; parentId: string | null; names: unknown }

/** Path of names of every node, by id. */
export function pathsOf(nodes: readonly Node[]): Map<string, string[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const paths = new Map<string, string[]>()
  const pathOf = (id: string, depth: number): string[] => {
    const known = paths.get(id)
    const node = byId.get(id)
    if (known) return known
    if (!node || depth > 50) return []
    const above = node.parentId === null ? [] : pathOf(node.parentId, depth + 1)
    const path = [...above, labelOf({ names: node.names as { en?: string; zh?: string } })]
    paths.set(id, path)
    return path
  }
  for (const node of nodes) pathOf(node.id, 0)
  return paths
}

export const idsByPath = (paths: Map<string, string[]>): Map<string, string> =>
  new Map([...paths].map(([id, path]) => [pathKey(path), id]))

export const replyKey = (group: string | null, shortcut: string): string =>
  `${group ?? ''}\n${shortcut}`.toLowerCase()
