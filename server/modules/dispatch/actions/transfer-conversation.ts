import type { Loaded } from '@/server/modules/conversations'
import type { Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import type { DispatchDecision } from '../contract'
import { findReceiver } from '../store/find-receiver'
import { type Configuration, loadConfiguration } from '../store/load-configuration'
import { chosenByHand } from './chosen-by-hand'
import { handOn } from './dispatch-again'

export type Transfer = {
  conversationId: string
  /** Who hands it over; null: a supervisor, who may move any. */
  fromAgentId: string | null
  by: { id: string; name: string }
  reason: string
  to: { agentId: string } | { groupId: string }
}

async function toAgent(
  sql: Sql,
  loaded: Loaded,
  agentId: string,
  configuration: Configuration,
): Promise<DispatchDecision> {
  const receiver = await findReceiver(sql, agentId, loaded.groupId)
  if (!receiver) throw new AppError('not_found', 'There is no such agent.')
  if (receiver.status !== 'online' || receiver.current >= receiver.limit || !receiver.groupId) {
    throw new AppError(
      'conflict',
      `${receiver.name} cannot take it now: ${receiver.status}, ${receiver.current} of ${receiver.limit} places taken.`,
      {
        fields: [{ path: 'agentId', message: 'not online with room' }],
      },
    )
  }
  return chosenByHand(receiver, receiver.groupId, configuration)
}

/**
 * Hands a conversation over: to an agent who is online with room, or to a group, where dispatch decides. Its
 * number, type and entry time stay. @throws {AppError} not_found, conversation_ended, transition_refused, conflict
 */
export async function transferConversation(transfer: Transfer): Promise<void> {
  const { to } = transfer
  const call = {
    conversationId: transfer.conversationId,
    ...(transfer.fromAgentId ? { heldBy: transfer.fromAgentId } : {}),
    by: transfer.fromAgentId ? ('agent' as const) : ('supervisor' as const),
    kind: 'transfer' as const,
    reason: 'transferred',
    detail: { by: transfer.by.name, byId: transfer.by.id, note: transfer.reason },
  }
  if ('agentId' in to) {
    const { agentId } = to
    await handOn({
      ...call,
      event: { type: 'transferred_to_agent', agentId },
      groupId: null,
      chosen: (sql, loaded, configuration) => toAgent(sql, loaded, agentId, configuration),
    })
    return
  }
  await requireGroup(to.groupId)
  await handOn({
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
