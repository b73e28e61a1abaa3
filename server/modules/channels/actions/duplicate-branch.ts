import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import { AppError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { Tree } from '../contract'
import { orderAfterMove } from '../domain/check-tree'
import { copyBranch } from '../domain/copy-branch'
import { insertNodes, orderNodes } from '../store/tree-rows'
import { changeConfiguration } from './change-configuration'
import { getLocked, recordNode } from './change-tree'

const mostNodes = 2_000

/** A node with all that stands below it, beside itself. Rules and menus go on naming the original only. */
export function duplicateBranch(
  principal: Principal,
  ref: { tree: Tree; id: string; version: number },
): Promise<{ id: string; nodes: number }> {
  const { tree } = ref
  return changeConfiguration(async (tx) => {
    const { before, nodes } = await getLocked(tx, ref)
    const copies = copyBranch(nodes, ref.id, newId)
    const [top] = copies
    if (!top) throw new AppError('not_found', 'It does not exist any more.')
    if (copies.length > mostNodes) {
      throw new AppError('too_large', `A branch of at most ${mostNodes} entries can be copied.`)
    }
    await insertNodes(tx, tree, copies, now())
    await orderNodes(tx, tree, orderAfterMove(nodes, top.id, before.parentId, before.position + 1))
    const more = { copiedFrom: before.names.en ?? before.names.zh ?? '', nodes: copies.length }
    await recordNode(tx, { principal, tree, id: top.id, action: 'created', before: null, more })
    return { changed: true, result: { id: top.id, nodes: copies.length } }
  })
}
