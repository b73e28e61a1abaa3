import { can, type Principal } from '@/server/access'
import { publishFleeting } from '@/server/events/publish'
import type { AgentStatusView } from '@/server/http/v1/contract'
import { noteAudit, principalOf } from '@/server/modules/accounts'
import { chooseStatus, getStatus } from '@/server/modules/workforce'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'

type Choice = { agentId: string; status: 'online' | 'busy' | 'offline'; reason?: string | undefined }

/**
 * Chooses another agent's status. It stands until that agent chooses again, or the roster's next boundary; the
 * agent is told who did it. @throws {AppError} not_found
 */
export async function forceStatus(
  principal: Principal,
  { agentId, status, reason }: Choice,
): Promise<AgentStatusView> {
  const agent = await principalOf(agentId)
  const target = { ownerId: agentId, groupIds: agent?.groupIds ?? [] }
  if (!agent?.agentId || !can(principal, 'status.set_other', target)) {
    throw new AppError('not_found', 'There is no such agent.')
  }
  const before = await getStatus(agentId)
  const after = await chooseStatus(agentId, status, reason ?? null, 'supervisor')
  await noteAudit(pool(), {
    actor: { userId: principal.userId, name: principal.name },
    action: 'status_set',
    entity: 'agent',
    entityId: agentId,
    label: agent.name,
    before: { status: before.status, reason: before.reason },
    after: { chosen: status, status: after.status, reason: after.reason },
  })
  publishFleeting({
    type: 'notice',
    agentIds: [agentId],
    audience: 'staff',
    at: new Date(nowMs()),
    payload: { detail: { kind: 'status_set', status, by: principal.name } },
  })
  return after
}
