import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { findBrief } from '../store/end-rows'
import { requireWrapUpWhereAsked } from './after-work'
import { applyEvent } from './apply-event'

/** The customer ends it, leaves the bot, or gives up waiting. @throws {AppError} not_found, conversation_ended */
export async function endByCustomer(conversationId: string): Promise<void> {
  const brief = await findBrief(pool(), conversationId)
  const reason = brief?.status === 'queued' ? 'left_queue' : 'customer_ended'
  await applyEvent({ conversationId, event: { type: 'customer_ended' }, by: 'customer', reason })
}

/** The customer gives up waiting: an abandonment. @throws {AppError} transition_refused unless queued */
export function leaveQueue(conversationId: string): Promise<void> {
  const only = ['queued']
  return applyEvent({
    conversationId,
    event: { type: 'customer_ended' },
    by: 'customer',
    reason: 'left_queue',
    only,
  })
}

export type AgentEnding = {
  conversationId: string
  /** null: a supervisor, who may end any. */
  agentId: string | null
  wrapUpId?: string | undefined
  note?: string | undefined
}

/**
 * An agent ends it, or a supervisor in their place or out of the queue. Where the channel asks the customer to
 * confirm, it waits for the answer instead.
 * @throws {AppError} not_found, conversation_ended, transition_refused, invalid_input
 */
export async function endByAgent({ conversationId, agentId, ...closing }: AgentEnding): Promise<void> {
  const brief = await findBrief(pool(), conversationId)
  if (!brief || (agentId && brief.agentId !== agentId)) {
    throw new AppError('not_found', 'There is no such conversation.')
  }
  if (agentId && !brief.endedAt) await requireWrapUpWhereAsked(pool(), conversationId, closing.wrapUpId)
  const queued = brief.status === 'queued' && agentId === null
  await applyEvent({
    conversationId,
    event: { type: queued ? 'supervisor_ended' : 'agent_ended' },
    by: agentId ? 'agent' : 'supervisor',
    reason: agentId ? 'agent_ended' : 'supervisor_ended',
    ...(agentId ? { heldBy: agentId } : {}),
    ...closing,
  })
}

/** The customer's answer to "is it solved?". @throws {AppError} transition_refused */
export function answerConfirmation(conversationId: string, solved: boolean): Promise<void> {
  return applyEvent({
    conversationId,
    event: { type: 'customer_resolved', solved },
    by: 'customer',
    reason: solved ? 'solved' : 'not_solved',
  })
}
