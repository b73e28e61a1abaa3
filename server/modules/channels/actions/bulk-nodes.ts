import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import { AppError } from '@/server/platform/errors'
import { type bulkNodesInput, mostLevels } from '../contract'
import { ancestorsOf, checkPlace, childrenOf } from '../domain/check-tree'
import { listNodes, lockTree, orderNodes, type StoredNode, updateNode } from '../store/tree-rows'
import { changeConfiguration, conflict } from './change-configuration'
import { recordNode, refuseFault } from './change-tree'

type Bulk = z.output<typeof bulkNodesInput>

/**
 * Many nodes at once, all or none. Of a branch only its top is moved: what stands below comes along.
 * @throws {AppError} not_found; conflict, naming the first that somebody else changed; invalid_input
 */
export function changeNodes(
  principal: Principal,
  { tree, nodes: wanted, act }: Bulk,
): Promise<{ changed: number }> {
  return changeConfiguration(async (tx) => {
    await lockTree(tx, tree)
    let nodes = await listNodes(tree, tx)
    const chosen = wanted.map(({ id, version }) => standing(nodes, id, version))
    const subjects =
      act.kind === 'move'
        ? topsOf(nodes, chosen).filter(({ parentId }) => parentId !== act.parentId)
        : chosen.filter(({ disabled }) => disabled !== (act.kind === 'disable'))
    for (const before of subjects) {
      const { id, names, disabled } = before
      if (act.kind === 'move') {
        refuseFault(checkPlace(nodes, id, act.parentId, names, mostLevels), names.en ?? names.zh)
        const position = childrenOf(nodes, act.parentId).length
        await updateNode(tx, tree, id, { parentId: act.parentId, names, disabledAt: disabled ? now() : null })
        const placed = { ...before, parentId: act.parentId, position }
        nodes = nodes.map((node) => (node.id === id ? placed : node))
      } else {
        const disabledAt = act.kind === 'disable' ? now() : null
        await updateNode(tx, tree, id, { parentId: before.parentId, names, disabledAt })
      }
    }
    if (act.kind === 'move') {
      await orderNodes(
        tx,
        tree,
        childrenOf(nodes, act.parentId).map(({ id }) => id),
      )
    }
    const action = act.kind === 'move' ? 'moved' : `${act.kind}d`
    for (const before of subjects) {
      await recordNode(tx, { principal, tree, id: before.id, action, before })
    }
    return { changed: subjects.length > 0, result: { changed: subjects.length } }
  })
}

function standing(nodes: readonly StoredNode[], id: string, version: number): StoredNode {
  const node = nodes.find((one) => one.id === id)
  if (!node) throw new AppError('not_found', 'One of them does not exist any more.')
  if (node.version !== version) throw conflict('entry', node)
  return node
}

function topsOf(nodes: readonly StoredNode[], chosen: readonly StoredNode[]): StoredNode[] {
  const ids = new Set(chosen.map(({ id }) => id))
  return chosen.filter(({ id }) => !ancestorsOf(nodes, id).some((above) => ids.has(above)))
}
