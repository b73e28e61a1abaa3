import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { mostLevels, type Tree } from '../contract'
import { checkPlace, childrenOf } from '../domain/check-tree'
import { mayDeleteNode } from '../domain/uses'
import {
  countUses,
  findNode,
  insertNode,
  isMergeTarget,
  listNodes,
  orderNodes,
  removeNode,
  updateNode,
} from '../store/tree-rows'
import { recordNode, refuseFault } from './change-tree'

/** Categories and wrap-ups as a file wants them, in the caller's transaction, which holds the tree. */
type Wanted = {
  tree: Tree
  id: string
  parentId: string | null
  names: { en?: string; zh?: string }
  disabled: boolean
}

export async function transferNode(
  tx: Db,
  principal: Principal,
  { tree, id, parentId, names, disabled }: Wanted,
): Promise<void> {
  const nodes = await listNodes(tree, tx)
  const before = nodes.find((node) => node.id === id) ?? null
  refuseFault(checkPlace(nodes, before ? id : null, parentId, names, mostLevels))
  const next = { parentId, names, disabledAt: disabled ? now() : null }
  if (before) await updateNode(tx, tree, id, next)
  else await insertNode(tx, tree, { id, position: childrenOf(nodes, parentId).length, ...next })
  await recordNode(tx, { principal, tree, id, action: 'applied', before })
}

/** Deleted where nothing names it, else disabled. */
export async function retireNode(tx: Db, principal: Principal, tree: Tree, id: string): Promise<void> {
  const [before, nodes] = [await findNode(tx, tree, id), await listNodes(tree, tx)]
  if (!before) return
  const counted = (await countUses(tree, tx)).get(id) ?? { conversations: 0, rules: 0, menus: 0 }
  const mergedInto = (await isMergeTarget(tx, tree, id)) ? 1 : 0
  const children = childrenOf(nodes, id).length
  const gone = mayDeleteNode({ ...counted, children, mergedInto })
  const { parentId, names } = before
  if (gone) await removeNode(tx, tree, id)
  else await updateNode(tx, tree, id, { parentId, names, disabledAt: now() })
  await recordNode(tx, { principal, tree, id, action: gone ? 'deleted' : 'applied', before })
}

/** These first among their siblings, in this order; the others behind them. */
export async function placeNodes(tx: Db, tree: Tree, parentId: string | null, ids: readonly string[]) {
  const others = childrenOf(await listNodes(tree, tx), parentId).map(({ id }) => id)
  await orderNodes(tx, tree, [...ids, ...others.filter((id) => !ids.includes(id))])
}
