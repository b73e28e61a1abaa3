'use client'

import { useState } from 'react'
import type { TreeNode } from '@/server/modules/channels/contract'
import { type Drop, isBelow, type Shown, type Target, targetOfDrop } from './arrange'

type Options = {
  nodes: readonly TreeNode[]
  onMove: (node: TreeNode, target: Target) => void
  /** Dropped on itself, or on what stands below it. */
  onCircle: (node: TreeNode) => void
}

export function useDrag({ nodes, onMove, onCircle }: Options) {
  const [dragged, setDragged] = useState<TreeNode | null>(null)
  const [over, setOver] = useState<{ id: string; drop: Drop } | null>(null)
  const end = () => {
    setDragged(null)
    setOver(null)
  }
  const target = dragged && over && targetOfDrop(nodes, dragged.id, over.id, over.drop)
  return {
    propsOf: ({ node }: Shown) => ({
      drop: target && over?.id === node.id ? over.drop : null,
      onDragStart: () => setDragged(node),
      onDragOver: (drop: Drop) => {
        if (over?.id !== node.id || over.drop !== drop) setOver({ id: node.id, drop })
      },
      onDragEnd: end,
      onDrop: () => {
        if (dragged && target) onMove(dragged, target)
        else if (dragged && over && dragged.id !== over.id && isBelow(nodes, over.id, dragged.id)) {
          onCircle(dragged)
        }
        end()
      },
    }),
  }
}
