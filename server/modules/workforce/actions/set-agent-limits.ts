import { can, type Principal } from '@/server/access'
import { recordAudit } from '@/server/modules/accounts'
import { nowMs } from '@/server/platform/clock'
import type { Db } from '@/server/platform/db/prisma'
import { AppError } from '@/server/platform/errors'
import type { AgentLimit } from '../contract'
import { dateIn, withStep } from '../domain/ramp'
import { findAgentLimit, lockAgents, putAgentLimit } from '../store/agents'
import { getTimeZone } from '../store/capacity-board'
import type { Touched } from './change-configuration'

/** Agents' own limits, changed along with a group. They hold in all their groups. */
export async function setAgentLimits(
  tx: Db,
  touched: Touched,
  principal: Principal,
  changes: readonly AgentLimit[],
): Promise<void> {
  await lockAgents(
    tx,
    changes.map((change) => change.agentId),
  )
  if (changes.length === 0) return
  const today = dateIn(await getTimeZone(tx), nowMs())
  for (const change of changes) {
    const agent = await findAgentLimit(tx, change.agentId)
    if (!agent) throw new AppError('not_found', 'There is no such agent.')
    if (agent.capacity === change.capacity) continue
    if (!can(principal, 'agents.write', { groupIds: agent.groupIds })) {
      throw new AppError('forbidden', `You may not change the limit of ${agent.name}.`)
    }
    const ramp = withStep(agent.ramp, today, change.capacity)
    if (!(await putAgentLimit(tx, change, ramp))) {
      throw new AppError('conflict', `The limit of ${agent.name} was changed by somebody else.`)
    }
    await recordAudit(tx, {
      actor: principal,
      action: 'updated',
      entity: 'agent',
      entityId: change.agentId,
      label: agent.name,
      before: { capacity: agent.capacity },
      after: { capacity: change.capacity },
    })
    touched.agentIds.add(change.agentId)
    for (const groupId of agent.groupIds) touched.groupIds.add(groupId)
  }
}
