import { can, type Principal } from '@/server/access'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { StatusHistory } from '../contract'
import { cutSpans, totalsOf } from '../domain/status-totals'
import { findAgentName, listStatusSpans } from '../store/status-spans'

/**
 * Every change of an agent's status in a period: one's own, or another's by the permission to monitor.
 * @throws {AppError} not_found, also for somebody one may not look at
 */
export async function getStatusHistory(
  principal: Principal,
  query: { agentId?: string | undefined; from: string; until: string },
): Promise<StatusHistory> {
  const agentId = query.agentId ?? principal.agentId
  const agent = agentId ? await findAgentName(pool(), agentId) : null
  const allowed =
    agent && (agentId === principal.agentId || can(principal, 'monitor.read', { groupIds: agent.groupIds }))
  if (!agentId || !allowed) throw new AppError('not_found', 'There is no such agent.')
  const [from, until] = [new Date(query.from), new Date(query.until)]
  const spans = cutSpans(await listStatusSpans(pool(), agentId, from, until), {
    from: from.getTime(),
    until: until.getTime(),
    now: nowMs(),
  })
  return {
    agentId,
    name: agent.name,
    spans: spans.map((span) => ({
      ...span,
      from: new Date(span.from).toISOString(),
      until: new Date(span.until).toISOString(),
    })),
    totals: totalsOf(spans),
  }
}
