import type { NodePeriod, Tree, TreeNode } from '../contract'
import { countSince, countUses, listNodes } from '../store/tree-rows'
import { beginOf } from './read-node-conversations'

/** All nodes, with what uses each, and how many conversations of the period name it. */
export async function listTree(tree: Tree, period: NodePeriod = 'all'): Promise<TreeNode[]> {
  const since = beginOf(period)
  const [nodes, uses, recent] = await Promise.all([
    listNodes(tree),
    countUses(tree),
    since && countSince(tree, since),
  ])
  return nodes.map(({ mergedIntoId: _, ...node }) => {
    const used = uses.get(node.id) ?? { conversations: 0, rules: 0, menus: 0 }
    return { ...node, uses: used, recent: recent ? (recent.get(node.id) ?? 0) : used.conversations }
  })
}
