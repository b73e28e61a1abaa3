'use client'

import { useState } from 'react'
import type { TreeNode } from '@/server/modules/channels/contract'

/** The ticked nodes as they stand now; what is gone is not ticked any more. */
export function useSelection(nodes: readonly TreeNode[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  return {
    ids,
    chosen: ids.size === 0 ? [] : nodes.filter(({ id }) => ids.has(id)),
    clear: () => setIds(new Set()),
    set: (changed: readonly string[], selected: boolean) =>
      setIds((before) => {
        const next = new Set(before)
        for (const id of changed) {
          if (selected) next.add(id)
          else next.delete(id)
        }
        return next
      }),
  }
}
