import { z } from 'zod'
import type { Principal } from '@/server/access'
import { findAuditEntry } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import { AppError } from '@/server/platform/errors'
import { mostLevels, tree as treeKind } from '../contract'
import { checkPlace, childrenOf, orderAfterMove } from '../domain/check-tree'
import { findNode, insertNode, listNodes, lockTree, orderNodes, updateNode } from '../store/tree-rows'
import { changeConfiguration } from './change-configuration'
import { recordNode, refuseFault } from './change-tree'

const kept = z.object({
  names: z.object({ en: z.string().optional(), zh: z.string().optional() }),
  parentId: z.uuid().nullable(),
  position: z.number().int(),
  disabled: z.boolean(),
})

/**
 * Names, place and state as they were before an entry of the audit log. Below a parent that is gone it comes
 * back at the top. A merge is not undone: nothing says which conversations were whose.
 */
export async function restoreNode(
  principal: Principal,
  { entryId }: { entryId: string },
): Promise<{ id: string; leftOut: number }> {
  const entry = await findAuditEntry(entryId)
  const kind = treeKind.safeParse(entry?.entity)
  const read = kept.safeParse(entry?.before)
  if (!entry || !kind.success || !read.success) {
    throw new AppError('not_found', 'There is nothing to go back to.')
  }
  const [tree, id, wanted] = [kind.data, entry.entityId, read.data]
  return changeConfiguration(async (tx) => {
    await lockTree(tx, tree)
    const nodes = await listNodes(tree, tx)
    const before = await findNode(tx, tree, id)
    if (before?.mergedIntoId) throw new AppError('invalid_state', 'It was merged and cannot come back.')
    const parentId = nodes.some((node) => node.id === wanted.parentId) ? wanted.parentId : null
    refuseFault(checkPlace(nodes, before ? id : null, parentId, wanted.names, mostLevels))
    const next = { parentId, names: wanted.names, disabledAt: wanted.disabled ? now() : null }
    if (before) await updateNode(tx, tree, id, next)
    else await insertNode(tx, tree, { id, position: childrenOf(nodes, parentId).length, ...next })
    await orderNodes(tx, tree, orderAfterMove(nodes, id, parentId, wanted.position))
    await recordNode(tx, { principal, tree, id, action: 'restored', before })
    return { changed: true, result: { id, leftOut: parentId === wanted.parentId ? 0 : 1 } }
  })
}
