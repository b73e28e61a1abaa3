import type { Db } from '@/server/platform/db/prisma'
import { inTransaction } from '@/server/platform/db/prisma'
import { emitSignal } from '@/server/platform/signals'
import { refreshSortKeys } from '../store/agents'
import { raiseConfigVersion } from '../store/write-groups'

/** What a change reached; filled while it is made. */
export type Touched = { groupIds: Set<string>; agentIds: Set<string> }

/**
 * Every change that dispatch reads goes through here: sort keys of the agents reached and the version of the
 * configuration change in the same transaction, and dispatch is woken after the commit. A change that
 * reached nothing raises no version.
 */
export async function changeConfiguration<T>(
  change: (tx: Db, touched: Touched) => Promise<T>,
  timeoutMs?: number,
): Promise<T> {
  const touched: Touched = { groupIds: new Set(), agentIds: new Set() }
  let version = 0
  const result = await inTransaction(async (tx) => {
    const made = await change(tx, touched)
    if (touched.groupIds.size + touched.agentIds.size > 0) {
      await refreshSortKeys(tx, [...touched.agentIds])
      version = await raiseConfigVersion(tx)
    }
    return made
  }, timeoutMs)
  if (touched.groupIds.size + touched.agentIds.size > 0) {
    emitSignal('config_changed', { version })
    emitSignal('capacity_changed', { groupIds: [...touched.groupIds], agentIds: [...touched.agentIds] })
  }
  return result
}
