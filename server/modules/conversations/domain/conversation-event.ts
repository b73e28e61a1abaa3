/**
 * Everything that can happen to a conversation's state. What is not here (notes, typing, read marks, recall,
 * rating, wrap-up) changes no state. `at` is when it happened, in epoch milliseconds.
 */
import type { TimerKind } from './timers'

/** What dispatch said when a human was asked for; a message without an agent is unassigned. */
export type Placement =
  | { kind: 'assigned'; agentId: string }
  | { kind: 'queued' }
  | { kind: 'message'; agentId: string | null }

export type ConversationEvent = { at: number } & (
  | { type: 'entered_bot' }
  | { type: 'agent_started'; agentId: string }
  | { type: 'human_requested'; placement: Placement }
  | { type: 'bot_wrote' }
  | { type: 'customer_wrote' }
  | { type: 'agent_wrote' }
  /** Dispatch found an agent: for one who waits, or for a message nobody had yet. */
  | { type: 'assigned'; agentId: string }
  | { type: 'customer_gone' }
  | { type: 'customer_back' }
  | { type: 'overflowed'; to: 'group'; groupId: string }
  | { type: 'overflowed'; to: 'message'; agentId: string | null }
  /** The last member went offline, or hours ended; `agentId` would receive the message. */
  | { type: 'service_ended'; agentId: string | null }
  | { type: 'supervisor_moved'; groupId: string }
  | { type: 'supervisor_ended' }
  | { type: 'transferred_to_agent'; agentId: string }
  | { type: 'transferred_to_group'; groupId: string }
  | { type: 'taken_over'; agentId: string }
  | { type: 'reassigned' }
  | { type: 'agent_lost' }
  | { type: 'agent_ended' }
  /** The customer ends, or leaves the bot, or cancels the wait. */
  | { type: 'customer_ended' }
  | { type: 'customer_resolved'; solved: boolean }
  /** `agentAble`: the former agent is online with room. */
  | { type: 'customer_returned'; agentAble: boolean }
  | { type: 'timer_due'; timer: TimerKind }
)

export type EventType = ConversationEvent['type']
export type EventOf<T extends EventType> = Extract<ConversationEvent, { type: T }>
