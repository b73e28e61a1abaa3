import type { Principal } from '@/server/access'
import { AppError } from '@/server/platform/errors'
import type { BulkChange } from '../contract'
import { applyBulk } from '../domain/bulk'
import { lockAgents } from '../store/agents'
import { listStoredGroups, lockGroups } from '../store/stored-groups'
import { changeConfiguration } from './change-configuration'
import { requireGroup } from './group-access'
import { writeGroup } from './write-group'

/** All groups or none; `changed` counts those that were not so already. */
export async function editGroups(
  principal: Principal,
  { ids, change }: { ids: string[]; change: BulkChange },
): Promise<{ changed: number }> {
  for (const id of ids) requireGroup(principal, id)
  return changeConfiguration(async (tx, touched) => {
    await lockGroups(tx, ids)
    const groups = await listStoredGroups(tx, [...new Set(ids)])
    if (groups.length < new Set(ids).size) throw new AppError('not_found', 'One of the groups is gone.')
    // All agents at once: group by group would take them in different orders.
    const next = groups.map((group) => applyBulk(group.settings, change))
    await lockAgents(
      tx,
      [...groups.map((group) => group.settings), ...next].flatMap((s) => s.members.map((m) => m.agentId)),
    )
    let changed = 0
    for (const [index, before] of groups.entries()) {
      const write = { principal, id: before.id, before, next: next[index]!, action: 'updated' as const }
      if (await writeGroup(tx, touched, write)) changed++
    }
    return { changed }
  })
}
