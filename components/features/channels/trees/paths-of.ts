import type { TreeNode } from '@/server/modules/channels/contract'

/** 'Returns › Refund › Late': a node with everything above it. */
export function pathsOf(nodes: readonly TreeNode[], nameOf: (node: TreeNode) => string) {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const pathOf = (node: TreeNode): string => {
    const parent = byId.get(node.parentId ?? '')
    return parent ? `${pathOf(parent)} › ${nameOf(node)}` : nameOf(node)
  }
  return pathOf
}
