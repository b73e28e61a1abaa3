import { listHeldBy } from '@/server/modules/conversations'
import { chooseStatus } from '@/server/modules/workforce'
import { pool } from '@/server/platform/db/pool'
import { toAppError } from '@/server/platform/errors'
import type { HandOverResult } from '../contract'
import { transferConversation } from './transfer-conversation'

type HandOver = {
  agentId: string
  by: { id: string; name: string }
  reason: string
  goOffline: boolean
}

/**
 * The end of a shift: every live conversation of this agent goes back to dispatch, which gives it to somebody
 * else. Each is a transfer of its own with its own record, so one that cannot go does not hold the others.
 */
export async function handOverAll(input: HandOver): Promise<HandOverResult[]> {
  if (input.goOffline) await chooseStatus(input.agentId, 'offline', null, 'self')
  const held = await listHeldBy(pool(), input.agentId)
  const results: HandOverResult[] = []
  for (const row of held) {
    if (row.creationType === 'offline') continue
    const known = { conversationId: row.id, number: row.number, customerName: row.customer.name }
    try {
      const decision = await transferConversation({
        conversationId: row.id,
        fromAgentId: input.agentId,
        by: input.by,
        reason: input.reason,
        to: { groupId: row.groupId ?? '' },
      })
      if (!decision) continue
      const { outcome, groupName, winner, receiver } = decision
      const agentName = winner?.name ?? receiver?.name ?? null
      results.push({ ...known, outcome, agentName, groupName, error: null })
    } catch (error) {
      const { code, message } = toAppError(error)
      results.push({
        ...known,
        outcome: null,
        agentName: null,
        groupName: row.groupName,
        error: { code, message },
      })
    }
  }
  return results
}
