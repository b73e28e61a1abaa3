import type { Principal } from '@/server/access'
import { now } from '@/server/platform/clock'
import { AppError } from '@/server/platform/errors'
import { mostLevels, type Tree } from '../contract'
import { checkMerge } from '../domain/check-tree'
import { listUnfinishedMerges, markMerged, pointConversations, pointReferences } from '../store/tree-rows'
import { changeConfiguration } from './change-configuration'
import { getLocked, recordNode, refuseFault } from './change-tree'

const batch = 1_000

/**
 * Two become one: children, rules and menus first, in one transaction with the audit entry; from then on
 * nobody can choose the one that goes. Then the conversations, in batches, so that none is held for long. The
 * row stays, out of sight, so that the audit log and old exports keep its name. A stop in between loses
 * nothing: `finishMerges` goes on.
 */
export async function mergeNodes(
  principal: Principal,
  { intoId, ...ref }: { tree: Tree; id: string; version: number; intoId: string },
): Promise<{ conversations: number; rules: number; menus: number }> {
  const { tree, id } = ref
  const references = await changeConfiguration(async (tx) => {
    const { before, nodes } = await getLocked(tx, ref)
    refuseFault(checkMerge(nodes, id, intoId, mostLevels))
    const target = nodes.find((node) => node.id === intoId)
    if (target?.disabled) throw new AppError('invalid_state', 'Enable the one to merge into first.')
    await markMerged(tx, tree, { id, intoId, at: now() })
    const pointed = tree === 'category' ? await pointReferences(tx, { id, intoId }) : { rules: 0, menus: 0 }
    const more = { mergedInto: target?.names.en ?? '', ...pointed }
    await recordNode(tx, { principal, tree, id, action: 'merged', before, more })
    return { changed: true, result: pointed }
  })
  return { ...references, conversations: await pointAll(tree, id, intoId) }
}

/** At the start of a process: merges that an earlier one did not finish. */
export async function finishMerges(): Promise<number> {
  let moved = 0
  for (const { tree, id, intoId } of await listUnfinishedMerges()) moved += await pointAll(tree, id, intoId)
  return moved
}

async function pointAll(tree: Tree, id: string, intoId: string): Promise<number> {
  let moved = 0
  for (;;) {
    const count = await pointConversations(tree, { id, intoId, limit: batch })
    moved += count
    if (count < batch) return moved
  }
}
