import type { z } from 'zod'
import type { Principal } from '@/server/access'
import { newId } from '@/server/platform/ids'
import type {
  AgentLimit,
  createGroupInput,
  GroupSettings,
  moveGroupInput,
  updateGroupInput,
} from '../contract'
import { lockAgents } from '../store/agents'
import { changeConfiguration } from './change-configuration'
import { getLockedGroup, requireAllGroups, requireGroup, requireParent } from './group-access'
import { setAgentLimits } from './set-agent-limits'
import { asDuplicate } from './taken-names'
import { writeGroup } from './write-group'

export async function createGroup(
  principal: Principal,
  { agentLimits, ...next }: z.output<typeof createGroupInput>,
): Promise<{ id: string }> {
  requireAllGroups(principal)
  const id = newId()
  return changeConfiguration(async (tx, touched) => {
    await lockAgents(tx, reachedBy(next, agentLimits))
    await writeGroup(tx, touched, { principal, id, before: null, next, action: 'created' })
    await setAgentLimits(tx, touched, principal, agentLimits)
    return { id }
  }).catch(asDuplicate)
}

export async function updateGroup(
  principal: Principal,
  { id, version, group: { agentLimits, ...next } }: z.output<typeof updateGroupInput>,
): Promise<void> {
  requireGroup(principal, id)
  await changeConfiguration(async (tx, touched) => {
    const before = await getLockedGroup(tx, id, version)
    if (next.parentId !== before.settings.parentId) requireParent(principal, next.parentId)
    await lockAgents(tx, [...reachedBy(next, agentLimits), ...reachedBy(before.settings, [])])
    await writeGroup(tx, touched, { principal, id, before, next, action: 'updated' })
    await setAgentLimits(tx, touched, principal, agentLimits)
  }).catch(asDuplicate)
}

/** Only its place in the chart; what is below comes along. @throws {AppError} conflict, invalid_input */
export async function moveGroup(
  principal: Principal,
  { id, version, parentId }: z.output<typeof moveGroupInput>,
): Promise<void> {
  requireGroup(principal, id)
  requireParent(principal, parentId)
  await changeConfiguration(async (tx, touched) => {
    const before = await getLockedGroup(tx, id, version)
    const next = { ...before.settings, parentId }
    await writeGroup(tx, touched, { principal, id, before, next, action: 'updated' })
  })
}

/** Held all at once: one after the other they could be taken in an order that meets another change. */
function reachedBy({ members }: GroupSettings, agentLimits: readonly AgentLimit[]): string[] {
  return [...members, ...agentLimits].map(({ agentId }) => agentId)
}
