import type { Loaded } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { DispatchDecision } from '../contract'
import { findReceiver } from '../store/find-receiver'
import type { Configuration } from '../store/load-configuration'
import { findReturn } from '../store/open-rows'
import { chosenByHand, isBeyondLimit } from './chosen-by-hand'
import { handOn } from './dispatch-again'

/** The former agent cannot take it any more: dispatch decides. */
class NotAble extends Error {}

async function toFormer(
  sql: Sql,
  agentId: string,
  loaded: Loaded,
  configuration: Configuration,
  note: { by: string; reason: string },
): Promise<DispatchDecision> {
  const receiver = await findReceiver(sql, agentId, loaded.groupId)
  if (!receiver?.groupId || isBeyondLimit(receiver)) throw new NotAble()
  const hand = { by: note.by, act: 'transfer' as const, overLimit: false, note: note.reason }
  return chosenByHand(receiver, receiver.groupId, configuration, hand)
}

/**
 * Gives a transferred conversation back, with a reason and within the group's time: to the former agent while they
 * are able, else to whom dispatch finds in the group it came from. Number, type and entry time stay.
 * @throws {AppError} not_found, conversation_ended, transition_refused
 */
export async function returnConversation(input: {
  conversationId: string
  /** Who gives it back; null: somebody who may move any. */
  agentId: string | null
  by: { id: string; name: string }
  reason: string
}): Promise<void> {
  const { conversationId, agentId, by, reason } = input
  const due = await findReturn(pool(), conversationId)
  const call = {
    conversationId,
    ...(agentId ? { heldBy: agentId } : {}),
    by: agentId ? ('agent' as const) : ('supervisor' as const),
    kind: 'transfer' as const,
    reason: 'transferred',
    detail: { by: by.name, byId: by.id, note: reason, returned: true },
  }
  if (!due?.groupId || due.until.getTime() <= nowMs()) {
    throw new AppError(
      'transition_refused',
      'The time to give this conversation back is over. Transfer it instead.',
    )
  }
  const former = due.agentId
  try {
    await handOn({
      ...call,
      event: { type: 'transferred_to_agent', agentId: former },
      groupId: null,
      chosen: (sql, loaded, configuration) =>
        toFormer(sql, former, loaded, configuration, { by: by.name, reason }),
    })
  } catch (error) {
    if (!(error instanceof NotAble)) throw error
    const event = { type: 'transferred_to_group' as const, groupId: due.groupId }
    await handOn({ ...call, event, groupId: due.groupId, preferAgentId: former })
  }
}
