import {
  type ConversationEvent,
  type ConversationState,
  type Happening,
  newConversation,
  type TransitionSettings,
  transition,
} from '@/server/modules/conversations'
import type { DispatchDecision } from '../contract'

/** Decisions that only say that nobody serves now; the group may let its queue wait instead. */
const SERVICE_ENDS = new Set(['all_offline', 'outside_hours', 'group_empty'])

function step(
  state: ConversationState,
  event: Happening,
  at: number,
  settings: TransitionSettings,
): ConversationState {
  const outcome = transition(state, { ...event, at } as ConversationEvent, settings)
  if (!outcome.ok) throw new Error(`dispatch decided ${event.type} while ${state.status}: ${outcome.reason}`)
  return outcome.next
}

/** A human is asked for: a new conversation, or one from the bot. */
export function placedFirst(
  decision: DispatchDecision,
  settings: TransitionSettings,
  at: number,
  state: ConversationState = newConversation,
): ConversationState {
  const { agentId, outcome } = decision
  const placement =
    outcome === 'assign' && agentId
      ? { kind: 'assigned' as const, agentId }
      : outcome === 'queue'
        ? { kind: 'queued' as const }
        : { kind: 'message' as const, agentId }
  return step(state, { type: 'human_requested', placement }, at, settings)
}

/** What the decision makes of one who waits already; null when it goes on waiting where it stands. */
export function placedFromQueue(
  state: ConversationState,
  groupId: string | null,
  decision: DispatchDecision,
  settings: TransitionSettings,
  at: number,
): ConversationState | null {
  const { outcome, agentId } = decision
  if (outcome === 'queue') {
    if (decision.groupId === groupId) return null
    return step(state, { type: 'overflowed', to: 'group', groupId: decision.groupId }, at, settings)
  }
  if (outcome === 'assign' && agentId) return step(state, { type: 'assigned', agentId }, at, settings)
  if (SERVICE_ENDS.has(decision.reason)) {
    const next = step(state, { type: 'service_ended', agentId }, at, settings)
    return next.status === 'queued' ? null : next
  }
  return step(state, { type: 'overflowed', to: 'message', agentId }, at, settings)
}

/**
 * The answer to "dispatch again": the live one stands in the queue and is assigned, stays, or becomes a
 * message; a message lies among the unassigned and is given to somebody, or stays.
 */
export function placedAgain(
  state: ConversationState,
  decision: DispatchDecision,
  settings: TransitionSettings,
  at: number,
): ConversationState {
  const { outcome, agentId } = decision
  if (state.status !== 'queued')
    return agentId ? step(state, { type: 'assigned', agentId }, at, settings) : state
  if (outcome === 'queue') return state
  return outcome === 'assign' && agentId
    ? step(state, { type: 'assigned', agentId }, at, settings)
    : step(state, { type: 'overflowed', to: 'message', agentId }, at, settings)
}
