import { publishEntries } from '@/server/events/publish'
import { type Brief, decideEvent, findBrief, releaseAssignment } from '@/server/modules/conversations'
import { nowMs } from '@/server/platform/clock'
import { pool, type Sql } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { emitSignal } from '@/server/platform/signals'
import type { DispatchDecision, HandAct } from '../contract'
import { commitDecision } from '../store/commit-decision'
import { findReceiver, type Receiver } from '../store/find-receiver'
import { type Configuration, loadConfiguration } from '../store/load-configuration'
import { lockForDispatch } from '../store/read-queue'
import { recordOverLimit } from '../store/record-over-limit'
import { chosenByHand, isBeyondLimit } from './chosen-by-hand'
import { decideInGroup, LostRace } from './group-lock'
import { markQueueChanged } from './queue-places'

/** What a person does with one conversation: out of the queue, from the list of messages, or to somebody. */
export type HandGift = {
  conversationId: string
  agentId: string
  act: Exclude<HandAct, 'transfer'>
  by: { userId: string; name: string }
  note: string
}

const gone = () => new AppError('not_found', 'There is no such conversation.')
const faster = (what: string) => new AppError('conflict', what)

/** Refuses what has moved on since the person looked. */
function requireStage(brief: Brief, gift: HandGift): void {
  if (brief.endedAt) throw new AppError('conversation_ended', 'This conversation has ended.')
  const unassigned = brief.status === 'awaiting_agent' && brief.agentId === null
  if (gift.act === 'pick' && brief.status !== 'queued')
    throw faster('Somebody else was faster: this customer no longer waits.')
  if (gift.act === 'claim' && !unassigned)
    throw faster('Somebody else was faster: this message has a receiver.')
  if (brief.status === 'with_bot')
    throw new AppError('transition_refused', 'This cannot be given to anybody while it is with the bot.')
  if (brief.agentId === gift.agentId) {
    throw new AppError('invalid_input', 'This agent holds it already.', {
      fields: [{ path: 'agentId', message: 'holds it already' }],
    })
  }
}

function requireRoom(receiver: Receiver): void {
  if (!isBeyondLimit(receiver)) return
  throw new AppError('conflict', 'You have no free place, or are not online.', {
    fields: [{ path: 'status', message: 'online with a free place is needed' }],
  })
}

async function giveWithin(sql: Sql, gift: HandGift, configuration: Configuration) {
  if (!(await lockForDispatch(sql, gift.conversationId))) throw gone()
  const brief = await findBrief(sql, gift.conversationId)
  if (!brief) throw gone()
  requireStage(brief, gift)
  const receiver = await findReceiver(sql, gift.agentId, brief.groupId)
  if (!receiver) throw new AppError('not_found', 'There is no such agent.')
  const groupId = brief.groupId ?? receiver.groupId
  if (!groupId) throw new AppError('conflict', 'This agent belongs to no skill group yet.')
  const message = brief.creationType === 'offline'
  if (gift.act === 'pick') requireRoom(receiver)
  const overLimit = gift.act === 'assign' && !message && isBeyondLimit(receiver)
  const at = new Date(nowMs())
  const hand = { by: gift.by.name, act: gift.act, overLimit, note: gift.note }
  const decision: DispatchDecision = {
    ...chosenByHand(receiver, groupId, configuration, hand),
    outcome: message ? 'offline' : 'assign',
    creationType: message ? 'offline' : brief.status === 'queued' ? 'queued' : 'direct',
  }
  const type = brief.agentId ? ('transferred_to_agent' as const) : ('assigned' as const)
  const event = { type, agentId: gift.agentId }
  const { loaded, outcome } = await decideEvent(sql, { conversationId: brief.id, event }, at.getTime())
  await releaseAssignment(sql, brief.id, at, 'transferred')
  const entry = await commitDecision(sql, {
    conversationId: brief.id,
    customerId: brief.customerId,
    ...{ decision, next: outcome.next, settings: loaded.settings },
    kind: brief.agentId ? 'transfer' : message ? 'offline' : 'assign',
    enteredAt: brief.enteredAt,
    at,
    detail: { by: gift.by.name, byId: gift.by.userId, act: gift.act, overLimit, note: gift.note },
    formerAgentId: brief.agentId,
    overLimit,
    ...(gift.act === 'pick' ? { assignedBy: 'pick' as const } : {}),
    ...(message ? { waitReason: brief.waitReason } : {}),
  })
  if (!entry) throw new LostRace()
  if (overLimit) await recordOverLimit(sql, { gift, receiver, at })
  return { entry, former: brief.agentId, groupId: brief.groupId, queued: brief.status === 'queued' }
}

/**
 * A person gives one conversation to an agent, atomically against dispatch and against others who do the
 * same: of two, one wins. @throws {AppError} not_found, conflict, conversation_ended, transition_refused
 */
export async function giveByHand(gift: HandGift): Promise<void> {
  const configuration = await loadConfiguration(true)
  const known = await findBrief(pool(), gift.conversationId)
  if (!known) throw gone()
  const given = await decideInGroup(known.groupId ?? gift.agentId, (sql) =>
    giveWithin(sql, gift, configuration),
  ).catch((error) => {
    if (error instanceof LostRace) throw faster('There is no free place for this conversation any more.')
    throw error
  })
  publishEntries([given.entry])
  if (given.queued && given.groupId) markQueueChanged(given.groupId)
  if (given.former) emitSignal('capacity_changed', { agentIds: [given.former] })
}
