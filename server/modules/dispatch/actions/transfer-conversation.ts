import type { Loaded } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import type { Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { DispatchDecision } from '../contract'
import { findReceiver } from '../store/find-receiver'
import { type Configuration, loadConfiguration } from '../store/load-configuration'
import { recordOverLimit } from '../store/record-over-limit'
import { chosenByHand, isBeyondLimit } from './chosen-by-hand'
import { handOn } from './dispatch-again'

export type Transfer = {
  conversationId: string
  /** Who hands it over; null: a supervisor, who may move any. */
  fromAgentId: string | null
  by: { id: string; name: string }
  reason: string
  to: { agentId: string } | { groupId: string }
  /** To an agent who is full or not online, on purpose; the caller has checked that this is allowed. */
  overLimit?: boolean
}

async function toAgent(
  sql: Sql,
  loaded: Loaded,
  agentId: string,
  configuration: Configuration,
  transfer: Transfer,
): Promise<DispatchDecision> {
  const receiver = await findReceiver(sql, agentId, loaded.groupId)
  if (!receiver) throw new AppError('not_found', 'There is no such agent.')
  const beyond = isBeyondLimit(receiver)
  if ((beyond && !transfer.overLimit) || !receiver.groupId) {
    throw new AppError(
      'conflict',
      `${receiver.name} cannot take it now: ${receiver.status}, ${receiver.current} of ${receiver.limit} places taken.`,
      {
        fields: [{ path: 'agentId', message: 'not online with room' }],
      },
    )
  }
  const hand = { by: transfer.by.name, act: 'transfer' as const, overLimit: beyond, note: transfer.reason }
  if (beyond) {
    const by = { userId: transfer.by.id, name: transfer.by.name }
    const gift = { conversationId: loaded.id, agentId, by, note: transfer.reason }
    await recordOverLimit(sql, { gift, receiver, at: new Date(nowMs()) })
  }
  return chosenByHand(receiver, receiver.groupId, configuration, hand)
}

/**
 * Hands a conversation over: to an agent who is online with room, or to a group, where dispatch decides. Its
 * number, type and entry time stay. @throws {AppError} not_found, conversation_ended, transition_refused, conflict
 */
export async function transferConversation(transfer: Transfer): Promise<DispatchDecision | null> {
  const { to } = transfer
  const call = {
    conversationId: transfer.conversationId,
    ...(transfer.fromAgentId ? { heldBy: transfer.fromAgentId } : {}),
    by: transfer.fromAgentId ? ('agent' as const) : ('supervisor' as const),
    kind: 'transfer' as const,
    reason: 'transferred',
    returnable: true,
    detail: { by: transfer.by.name, byId: transfer.by.id, note: transfer.reason },
  }
  if ('agentId' in to) {
    const { agentId } = to
    return handOn({
      ...call,
      event: { type: 'transferred_to_agent', agentId },
      groupId: null,
      chosen: (sql, loaded, configuration) => toAgent(sql, loaded, agentId, configuration, transfer),
    })
  }
  await requireGroup(to.groupId)
  return handOn({
    ...call,
    event: { type: 'transferred_to_group', groupId: to.groupId },
    groupId: to.groupId,
  })
}

/** @throws {AppError} invalid_input */
export async function requireGroup(groupId: string): Promise<void> {
  const { groups } = await loadConfiguration(true)
  if (groups.has(groupId)) return
  throw new AppError('invalid_input', 'There is no such group.', {
    fields: [{ path: 'groupId', message: 'unknown group' }],
  })
}
