import { can, type Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { nowMs } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { AgentCapacityInput, GroupSettings, SaveCapacityInput } from '../contract'
import { dateIn, limitsToday } from '../domain/ramp'
import { lockAgents } from '../store/agents'
import { findBoardAgents, getTimeZone, putAgentCapacity } from '../store/capacity-board'
import { setQualityMode } from '../store/quality-versions'
import { listStoredGroups, lockGroups } from '../store/stored-groups'
import { changeConfiguration, type Touched } from './change-configuration'
import { requireGroup } from './group-access'
import { writeGroup } from './write-group'

/**
 * Saves everything that was edited together, or nothing. Groups are held before agents, as every change of
 * configuration does it. @throws {AppError} conflict, forbidden, invalid_input
 */
export async function saveCapacity(principal: Principal, input: SaveCapacityInput): Promise<void> {
  for (const { groupId } of input.groups) requireGroup(principal, groupId)
  await changeConfiguration(async (tx, touched) => {
    const groupIds = input.groups.map((group) => group.groupId)
    await lockGroups(tx, groupIds)
    const stored = new Map((await listStoredGroups(tx, groupIds)).map((group) => [group.id, group]))
    const reached = [...stored.values()].flatMap((group) => group.settings.members.map((m) => m.agentId))
    await lockAgents(tx, [...input.agents.map((agent) => agent.agentId), ...reached])
    for (const group of input.groups) {
      const before = stored.get(group.groupId)
      if (!before) throw new AppError('not_found', 'There is no such group.')
      if (before.version !== group.version)
        throw new AppError('conflict', `${before.settings.name} was changed by somebody else.`)
      const next = withMembers(before.settings, group.members)
      const id = group.groupId
      if (qualityDiffers(before.settings, next)) await setQualityMode(tx, id, 'manual')
      await writeGroup(tx, touched, { principal, id, before, next, action: 'updated' })
    }
    await saveAgents(tx, touched, principal, input.agents)
  })
}

const qualityDiffers = (before: GroupSettings, next: GroupSettings): boolean =>
  before.members.some((member, index) => member.quality !== next.members[index]?.quality)

/** Only those who are members already; the board moves nobody in or out. */
function withMembers(
  before: GroupSettings,
  edits: SaveCapacityInput['groups'][number]['members'],
): GroupSettings {
  const edited = new Map(edits.map((member) => [member.agentId, member]))
  for (const member of before.members) edited.delete(member.agentId)
  if (edited.size > 0) throw new AppError('conflict', `${before.name} has other members now.`)
  const byId = new Map(edits.map((member) => [member.agentId, member]))
  return {
    ...before,
    members: before.members.map((member) => ({ ...member, ...byId.get(member.agentId) })),
  }
}

const mayKnow = (principal: Principal, groupIds: string[]): boolean =>
  can(principal, 'agents.read', { groupIds }) || can(principal, 'groups.read', { groupIds })

async function saveAgents(
  tx: Db,
  touched: Touched,
  principal: Principal,
  agents: readonly AgentCapacityInput[],
): Promise<void> {
  const stored = await findBoardAgents(
    tx,
    agents.map((agent) => agent.agentId),
  )
  const today = dateIn(await getTimeZone(tx), nowMs())
  for (const asked of agents) {
    const before = stored.get(asked.agentId)
    if (!before || !mayKnow(principal, before.groupIds))
      throw new AppError('not_found', 'There is no such agent.')
    if (!can(principal, 'agents.write', { groupIds: before.groupIds }))
      throw new AppError('forbidden', `You may not change the limit of ${before.name}.`)
    const next = { ...asked, ...limitsToday(asked, before, today) }
    if (!(await putAgentCapacity(tx, next)))
      throw new AppError('conflict', `The limit of ${before.name} was changed by somebody else.`)
    const { capacity, ramp, window } = before
    await recordAudit(tx, {
      ...{ actor: principal, action: 'updated', entity: 'agent', entityId: before.id, label: before.name },
      before: { capacity, ramp, window },
      after: { capacity: next.capacity, ramp: next.ramp, window: next.window },
    })
    touched.agentIds.add(before.id)
    for (const groupId of before.groupIds) touched.groupIds.add(groupId)
  }
}
