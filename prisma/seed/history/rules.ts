/**
 * The product's own rules, which the demo history is made with: nothing in this folder decides who gets a
 * customer, who is next in a queue or what may happen in a conversation.
 */
export { isOpen } from '@/server/modules/channels/domain/service-hours'
export type { ConversationEvent } from '@/server/modules/conversations/domain/conversation-event'
export {
  type ConversationState,
  newConversation,
  type TransitionSettings,
} from '@/server/modules/conversations/domain/conversation-state'
export { defaultThresholds } from '@/server/modules/conversations/domain/thresholds'
export { transition } from '@/server/modules/conversations/domain/transition'
export type { DispatchDecision } from '@/server/modules/dispatch/contract'
export { decideDispatch } from '@/server/modules/dispatch/domain/decide-dispatch'
export { matchRule } from '@/server/modules/dispatch/domain/match-rule'
export { nextForAgent, type QueueEntry, waitingAheadOf } from '@/server/modules/dispatch/domain/queue-order'
export type {
  CandidateSnapshot,
  DispatchRequest,
  GroupSnapshot,
  RoutingRule,
} from '@/server/modules/dispatch/domain/types'
