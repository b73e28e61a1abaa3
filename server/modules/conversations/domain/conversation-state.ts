/**
 * What the state machine knows of a conversation, and nothing else: enough to say what may happen next, whose
 * turn it is, who holds a place, and which timers must be running. All times are epoch milliseconds.
 */
import type { ConversationStatus, CreationType, Thresholds } from '../contract'

export interface ConversationState {
  /** 'new' before anything happened. */
  status: ConversationStatus | 'new'
  /** Null until a human is asked for. */
  creationType: CreationType | null
  /** Served while it happens; false for what was taken as a message: no place, no no-reply alarm. */
  live: boolean
  /** An agent has had it: it keeps its creation type from then on. */
  served: boolean
  /** The agent who has it, or had it when it ended; null in the bot, the queue, and among the unassigned. */
  agentId: string | null
  /** The clock: the oldest customer message without an answer, else the moment the agent got it. */
  unansweredSince: number | null
  /** How far the no-reply alarm of this clock has gone. */
  noReply: 'none' | 'warned' | 'breached'
  /** The customer has been silent past the threshold, and the countdown is running. */
  silent: boolean
  /** When the time that the status limits began: the last message, the reminder, the question to confirm. */
  since: number
  /** A waiting customer left the page at. */
  customerGoneSince: number | null
  endedAt: number | null
}

export interface TransitionSettings {
  /** When the agent ends, the customer is asked first. */
  confirmation: boolean
  /** What a customer who returns within the window gets. */
  reopen: 'reopen' | 'new'
  /** What becomes of those in the queue when the last member goes offline or hours end. */
  whenServiceEnds: 'take_message' | 'keep_waiting'
  silentFreesPlace: boolean
  reassignOnBreach: boolean
  reassignOnAgentLost: boolean
  thresholds: Thresholds
}

export const newConversation: ConversationState = {
  status: 'new',
  creationType: null,
  live: true,
  served: false,
  agentId: null,
  unansweredSince: null,
  noReply: 'none',
  silent: false,
  since: 0,
  customerGoneSince: null,
  endedAt: null,
}

export function isEnded({ status }: ConversationState): boolean {
  return status === 'ended' || status === 'ended_by_system'
}

export function isAwaiting({ status }: ConversationState): boolean {
  return status === 'awaiting_agent' || status === 'awaiting_customer' || status === 'awaiting_confirmation'
}

/** Whether it counts against its agent's limit. */
export function holdsPlace(state: ConversationState, settings: TransitionSettings): boolean {
  const freed = state.silent && settings.silentFreesPlace
  return isAwaiting(state) && state.live && state.agentId !== null && !freed
}
