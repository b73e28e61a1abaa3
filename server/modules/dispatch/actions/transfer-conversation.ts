import { publishEntries } from '@/server/events/publish'
import { type Brief, findBrief, releaseAssignment } from '@/server/modules/conversations'
import { groupServiceSettings } from '@/server/modules/workforce/contract'
import { nowMs } from '@/server/platform/clock'
import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import type { DispatchDecision } from '../contract'
import type { DispatchRequest } from '../domain/types'
import { commitDecision } from '../store/commit-decision'
import { findReceiver } from '../store/find-receiver'
import { type Configuration, loadConfiguration } from '../store/load-configuration'
import { countTransfer, findReturnMinutes, type Returnable } from '../store/open-rows'
import { chosenByHand } from './chosen-by-hand'
import { decide } from './decide'
import { decideInGroup, LostRace } from './group-lock'
import { markQueueChanged } from './queue-places'

export type Transfer = {
  conversationId: string
  /** Who hands it over; null: a supervisor, who may move any. */
  fromAgentId: string | null
  by: { id: string; name: string }
  reason: string
  to: { agentId: string } | { groupId: string }
}

const HELD = ['awaiting_agent', 'awaiting_customer', 'awaiting_confirmation']

export function requireHeld(brief: Brief | null, transfer: Transfer): Brief {
  if (!brief || (transfer.fromAgentId && brief.agentId !== transfer.fromAgentId)) {
    throw new AppError('not_found', 'There is no such conversation.')
  }
  if (brief.endedAt) throw new AppError('conversation_ended', 'This conversation has ended.')
  if (!HELD.includes(brief.status)) {
    throw new AppError('transition_refused', `This cannot be transferred while it is ${brief.status}.`)
  }
  return brief
}

export const baseRequest = (brief: Brief, groupId: string, at: number): DispatchRequest => ({
  ...{ channelId: brief.channelId, siteId: null, projectType: null, productCategory: null, categoryId: null },
  ...{ categoryAncestorIds: [], stage: null, language: null, customerTags: [], vipLevel: null },
  ...{ orderOwnerId: null, lastAgent: null, priority: 0, at, waited: false },
  enteredAt: brief.enteredAt.getTime(),
  groupEnteredAt: at,
  excludeAgentIds: brief.agentId ? [brief.agentId] : [],
  groupId,
})

/** The receiving group says for how long it can be given back. */
async function returnable(
  sql: Sql,
  brief: Brief,
  groupId: string | null,
  at: number,
): Promise<Returnable | null> {
  if (!brief.agentId || !groupId) return null
  const stored = await findReturnMinutes(sql, groupId)
  const { returnMinutes } = groupServiceSettings.parse(stored === undefined ? {} : { returnMinutes: stored })
  return returnMinutes > 0 ? { agentId: brief.agentId, until: new Date(at + returnMinutes * 60_000) } : null
}

async function toAgent(
  sql: Sql,
  brief: Brief,
  agentId: string,
  configuration: Configuration,
): Promise<DispatchDecision> {
  if (brief.agentId === agentId) {
    throw new AppError('invalid_input', 'This agent holds it already.', {
      fields: [{ path: 'agentId', message: 'holds it already' }],
    })
  }
  const receiver = await findReceiver(sql, agentId, brief.groupId)
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
  const configuration = await loadConfiguration(true)
  const known = requireHeld(await findBrief(pool(), transfer.conversationId), transfer)
  const target = 'groupId' in transfer.to ? transfer.to.groupId : (known.groupId ?? '')
  if ('groupId' in transfer.to && !configuration.groups.has(transfer.to.groupId)) {
    throw new AppError('invalid_input', 'There is no such group.', {
      fields: [{ path: 'groupId', message: 'unknown group' }],
    })
  }
  const { entry, decision, former } = await decideInGroup(target, async (sql, contended) => {
    const brief = requireHeld(await findBrief(sql, transfer.conversationId), transfer)
    const channel = configuration.channels.get(brief.channelId)
    if (!channel) throw new AppError('not_found', 'The channel is gone.')
    const at = nowMs()
    const decision =
      'agentId' in transfer.to
        ? await toAgent(sql, brief, transfer.to.agentId, configuration)
        : await decide(sql, {
            request: baseRequest(brief, transfer.to.groupId, at),
            configuration,
            channel,
            conversationId: brief.id,
            contended,
          })
    await releaseAssignment(sql, brief.id, new Date(at), 'transferred')
    const patch = await countTransfer(sql, brief.id, await returnable(sql, brief, decision.groupId, at))
    const entry = await commitDecision(sql, {
      patch,
      conversationId: brief.id,
      customerId: brief.customerId,
      decision,
      kind: 'transfer',
      enteredAt: brief.enteredAt,
      at: new Date(at),
      detail: {
        by: transfer.by.name,
        byId: transfer.by.id,
        fromAgentId: brief.agentId,
        note: transfer.reason,
      },
      formerAgentId: brief.agentId,
    })
    if (!entry) throw new LostRace()
    return { entry, decision, former: brief.agentId }
  })
  publishEntries([entry])
  if (decision.outcome === 'queue') markQueueChanged(decision.groupId)
  if (former) emitSignal('capacity_changed', { agentIds: [former] })
}
