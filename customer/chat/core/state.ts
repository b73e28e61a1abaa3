import type { ConversationView, MessageView, SessionView } from '@/server/http/v1/contract'
import type { OutboxItem } from './outbox'

/** What the window knows of the log apart from messages: a thin line between them. */
export type Notice = {
  seq: number
  at: string
  kind: 'assigned' | 'transferred' | 'reopened'
  /** The agent's public name, where the entry told it. */
  name: string | null
}

/** idle: nothing to follow; lost: was or should be connected and is not. */
export type Link = 'idle' | 'connecting' | 'live' | 'lost'

export type Session = Pick<SessionView, 'customer' | 'channel'>

/**
 * Everything the views draw. `cursor` is the last log entry the stream delivered: the place to resume
 * from. `asOf` is the log entry up to which the conversation's fields are known; the two differ whenever
 * an answer to a request overtakes the stream, and an answer must never move the cursor, or the entries
 * in between would be lost.
 */
export type ChatState = {
  phase: 'loading' | 'ready' | 'failed' | 'signed_out'
  /** Code of the failure that keeps the window from starting. */
  failure: string | null
  session: Session | null
  conversation: ConversationView | null
  asOf: number
  cursor: number
  /** In the order of the log. */
  messages: MessageView[]
  notices: Notice[]
  /** All earlier messages have been read in. */
  historyLoaded: boolean
  /** The agent's typing shows until this server time in milliseconds; 0 = not typing. */
  typingUntil: number
  outbox: OutboxItem[]
  link: Link
  /** Chosen before the first message; null also when skipped. */
  categoryId: string | null
  categorySkipped: boolean
  /** Code of the last refused action; words for it stand above the composer until dismissed. */
  problem: string | null
}

export const initialState: ChatState = {
  phase: 'loading',
  failure: null,
  session: null,
  conversation: null,
  asOf: 0,
  cursor: 0,
  messages: [],
  notices: [],
  historyLoaded: false,
  typingUntil: 0,
  outbox: [],
  link: 'idle',
  categoryId: null,
  categorySkipped: false,
  problem: null,
}

export const isEnded = (conversation: Pick<ConversationView, 'status'>): boolean =>
  conversation.status === 'ended' || conversation.status === 'ended_by_system'

/** The conversation that a message would go into; null when the next message opens one. */
export const openConversation = (state: ChatState): ConversationView | null =>
  state.conversation && !isEnded(state.conversation) ? state.conversation : null
