import type { Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { now } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { mostLevels, type NodeNames, type Tree } from '../contract'
import { checkPlace, childrenOf, orderAfterMove, type TreeFault } from '../domain/check-tree'
import { mayDeleteNode } from '../domain/uses'
import {
  countUses,
  findNode,
  insertNode,
  isMergeTarget,
  listNodes,
  lockTree,
  orderNodes,
  removeNode,
  type StoredNode,
  updateNode,
} from '../store/tree-rows'
import { changeConfiguration, conflict, refuseFaults } from './change-configuration'

type Ref = { tree: Tree; id: string; version: number }

/** Last among its siblings. */
export function createNode(
  principal: Principal,
  { tree, parentId, names }: { tree: Tree; parentId: string | null; names: NodeNames },
): Promise<{ id: string }> {
  const id = newId()
  return changeConfiguration(async (tx) => {
    await lockTree(tx, tree)
    const nodes = await listNodes(tree, tx)
    refuseFault(checkPlace(nodes, null, parentId, names, mostLevels))
    const position = childrenOf(nodes, parentId).length
    await insertNode(tx, tree, { id, parentId, names, position, disabledAt: null })
    await recordNode(tx, { principal, tree, id, action: 'created', before: null })
    return { changed: true, result: { id } }
  })
}

export function renameNode(principal: Principal, { names, ...ref }: Ref & { names: NodeNames }) {
  return changeNode(principal, ref, 'updated', async (tx, before, nodes) => {
    refuseFault(checkPlace(nodes, ref.id, before.parentId, names, mostLevels))
    await updateNode(tx, ref.tree, ref.id, { ...stateOf(before), names })
  })
}

/** To a place among other siblings, or among its own. */
export function moveNode(
  principal: Principal,
  { parentId, position, ...ref }: Ref & { parentId: string | null; position: number },
) {
  return changeNode(principal, ref, 'moved', async (tx, before, nodes) => {
    refuseFault(checkPlace(nodes, ref.id, parentId, before.names, mostLevels))
    await updateNode(tx, ref.tree, ref.id, { ...stateOf(before), parentId })
    await orderNodes(tx, ref.tree, orderAfterMove(nodes, ref.id, parentId, position))
  })
}

/** A disabled node is offered to nobody, nor is what stands below it; what has it keeps it. */
export function setNodeDisabled(principal: Principal, { disabled, ...ref }: Ref & { disabled: boolean }) {
  return changeNode(principal, ref, disabled ? 'disabled' : 'enabled', (tx, before) =>
    updateNode(tx, ref.tree, ref.id, { ...stateOf(before), disabledAt: disabled ? now() : null }),
  )
}

/** Only what nothing names. @throws {AppError} in_use */
export function deleteNode(principal: Principal, ref: Ref): Promise<void> {
  return changeConfiguration(async (tx) => {
    const { before, nodes } = await getLocked(tx, ref)
    const counted = (await countUses(ref.tree, tx)).get(ref.id)
    const uses = {
      ...(counted ?? { conversations: 0, rules: 0, menus: 0 }),
      children: childrenOf(nodes, ref.id).length,
      mergedInto: (await isMergeTarget(tx, ref.tree, ref.id)) ? 1 : 0,
    }
    if (!mayDeleteNode(uses)) throw new AppError('in_use', 'It is still in use.', { data: { uses } })
    await removeNode(tx, ref.tree, ref.id)
    await recordNode(tx, { principal, tree: ref.tree, id: ref.id, action: 'deleted', before })
    return { changed: true, result: undefined }
  })
}

function changeNode(
  principal: Principal,
  ref: Ref,
  action: string,
  change: (tx: Db, before: StoredNode, nodes: StoredNode[]) => Promise<void>,
): Promise<void> {
  return changeConfiguration(async (tx) => {
    const { before, nodes } = await getLocked(tx, ref)
    await change(tx, before, nodes)
    await recordNode(tx, { principal, tree: ref.tree, id: ref.id, action, before })
    return { changed: true, result: undefined }
  })
}

/** @throws {AppError} not_found for a node that was merged too; conflict, with the node as it is now */
export async function getLocked(
  tx: Db,
  { tree, id, version }: Ref,
): Promise<{ before: StoredNode; nodes: StoredNode[] }> {
  await lockTree(tx, tree)
  const nodes = await listNodes(tree, tx)
  const before = nodes.find((node) => node.id === id)
  if (!before) throw new AppError('not_found', 'It does not exist any more.')
  if (before.version !== version) throw conflict('entry', before)
  return { before, nodes }
}

/** What the audit log keeps of a node. */
export type NodeSnapshot = Pick<StoredNode, 'names' | 'parentId' | 'position' | 'disabled'> & {
  parentName: string | null
}

export async function recordNode(
  tx: Db,
  entry: {
    principal: Principal
    tree: Tree
    id: string
    action: string
    before: StoredNode | null
    more?: object
  },
): Promise<void> {
  const { principal, tree, id, action, before, more } = entry
  const after = await findNode(tx, tree, id)
  await recordAudit(tx, {
    actor: principal,
    action,
    entity: tree,
    entityId: id,
    label: (after ?? before)?.names.en ?? '',
    before: await snapshotOf(tx, tree, before),
    after: after && { ...(await snapshotOf(tx, tree, after)), ...more },
  })
}

async function snapshotOf(tx: Db, tree: Tree, node: StoredNode | null): Promise<NodeSnapshot | null> {
  if (!node) return null
  const { names, parentId, position, disabled } = node
  const parent = parentId && (await findNode(tx, tree, parentId))
  return { names, parentId, position, disabled, parentName: parent ? (parent.names.en ?? null) : null }
}

const stateOf = (node: StoredNode) => ({
  parentId: node.parentId,
  names: node.names,
  disabledAt: node.disabled ? now() : null,
})

const faults: Record<TreeFault, { path: string; message: string }> = {
  unknown_node: { path: 'parentId', message: 'There is no such entry.' },
  tree_cycle: { path: 'parentId', message: 'An entry cannot stand below itself.' },
  too_deep: { path: 'parentId', message: `There can be ${mostLevels} levels.` },
  node_name_taken: { path: 'names.en', message: 'A sibling has this name.' },
  merge_with_itself: { path: 'intoId', message: 'An entry cannot be merged with itself.' },
  merge_into_child: { path: 'intoId', message: 'An entry cannot be merged into what stands below it.' },
}

/** `name`: which of many it is. */
export function refuseFault(code: TreeFault | null, name?: string): void {
  if (!code) return
  const { path, message } = faults[code]
  refuseFaults([{ path, code, message: name ? `${name}: ${message}` : message }])
}
