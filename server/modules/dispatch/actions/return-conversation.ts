import { publishEntries } from '@/server/events/publish'
import { findBrief, releaseAssignment } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import type { DispatchDecision } from '../contract'
import { commitDecision } from '../store/commit-decision'
import { findReceiver } from '../store/find-receiver'
import { type Configuration, loadConfiguration } from '../store/load-configuration'
import { countTransfer, findReturn } from '../store/open-rows'
import { chosenByHand } from './chosen-by-hand'
import { decide } from './decide'
import { decideInGroup, LostRace } from './group-lock'
import { markQueueChanged } from './queue-places'
import { baseRequest, requireHeld } from './transfer-conversation'

type Brief = NonNullable<Awaited<ReturnType<typeof findBrief>>>

async function decideReturn(
  sql: Sql,
  brief: Brief,
  former: string,
  {
    configuration,
    contended,
    groupId,
  }: { configuration: Configuration; contended: boolean; groupId: string },
): Promise<DispatchDecision> {
  const receiver = await findReceiver(sql, former, groupId)
  const able = receiver?.status === 'online' && receiver.current < receiver.limit && receiver.groupId
  if (receiver && able) return chosenByHand(receiver, receiver.groupId ?? groupId, configuration)
  const channel = configuration.channels.get(brief.channelId)
  if (!channel) throw new AppError('not_found', 'The channel is gone.')
  const at = nowMs()
  return decide(sql, {
    request: { ...baseRequest(brief, groupId, at), lastAgent: { agentId: former, at } },
    configuration,
    channel,
    conversationId: brief.id,
    contended,
  })
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
  const configuration = await loadConfiguration(true)
  const held = { ...input, fromAgentId: input.agentId, to: { groupId: '' } }
  requireHeld(await findBrief(pool(), input.conversationId), held)
  const due = await findReturn(pool(), input.conversationId)
  const groupId = due?.groupId
  if (!due || !groupId || due.until.getTime() <= nowMs()) {
    throw new AppError(
      'transition_refused',
      'The time to give this conversation back is over. Transfer it instead.',
    )
  }
  const { entry, decision, former } = await decideInGroup(groupId, async (sql, contended) => {
    const brief = requireHeld(await findBrief(sql, input.conversationId), held)
    const at = new Date(nowMs())
    const decision = await decideReturn(sql, brief, due.agentId, { configuration, contended, groupId })
    await releaseAssignment(sql, brief.id, at, 'transferred')
    const patch = await countTransfer(sql, brief.id, null)
    const entry = await commitDecision(sql, {
      ...{ conversationId: brief.id, customerId: brief.customerId, decision, kind: 'transfer' },
      ...{ enteredAt: brief.enteredAt, at, patch, formerAgentId: brief.agentId },
      detail: {
        ...{ by: input.by.name, byId: input.by.id, fromAgentId: brief.agentId },
        ...{ note: input.reason, returned: true },
      },
    })
    if (!entry) throw new LostRace()
    return { entry, decision, former: brief.agentId }
  })
  publishEntries([entry])
  if (decision.outcome === 'queue') markQueueChanged(decision.groupId)
  if (former) emitSignal('capacity_changed', { agentIds: [former] })
}
