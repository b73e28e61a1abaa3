import type { Contact, ConversationView, MessageView, SessionView } from '@/server/http/v1/contract'
import type { OutboxItem } from './outbox'

/** What the window knows of the log apart from messages: a thin line between them. */
export type Notice = {
  seq: number
  at: string
  kind: 'assigned' | 'transferred' | 'reopened'
  /** The agent's public name, where the entry told it. */
  name: string | null
}

/** What the next conversation is about, as the host's page says. */
export type Topic = { orderId?: string; productCategory?: string; stage?: 'before_sale' | 'after_sale' }

/** A conversation that came before the present one, with as much of its end as has been read in. */
export type Earlier = { conversation: ConversationView; messages: MessageView[]; whole: boolean }

/** What the server wants to know before it takes the first message, with the fields it named. */
export type Needs = { kind: 'form' | 'contact'; fields: Record<string, string> }

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
  topic: Topic
  /** Answers to the channel's form; null until given. */
  form: Record<string, string> | null
  contact: Contact | null
  needs: Needs | null
  /** The oldest first. */
  earlier: Earlier[]
  earlierLoad: 'idle' | 'loading' | 'failed' | 'done'
  /** Share of each upload that is done, by the message's client id. */
  uploads: Record<string, number>
  /** Place of the message that the next one answers. */
  quoteSeq: number | null
  /** The customer goes on with the conversation that has ended. */
  continuing: boolean
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
  topic: {},
  form: null,
  contact: null,
  needs: null,
  earlier: [],
  earlierLoad: 'idle',
  uploads: {},
  quoteSeq: null,
  continuing: false,
  problem: null,
}

export const isEnded = (conversation: Pick<ConversationView, 'status'>): boolean =>
  conversation.status === 'ended' || conversation.status === 'ended_by_system'

/** The host's page is about something else than the conversation that is shown. */
export function onOtherTopic({ topic, conversation }: ChatState): boolean {
  const { orderId, productCategory } = topic
  const wanted = orderId ? `order:${orderId}` : productCategory ? `product:${productCategory}` : null
  return wanted !== null && conversation !== null && conversation.topic !== wanted
}

/** Whether the customer may go on with the ended conversation; the server decides when it is asked. */
export function mayContinue(state: ChatState, now: number): boolean {
  const { conversation, session } = state
  if (!conversation?.endedAt || !conversation.agent || session?.channel.settings.reopen !== 'reopen')
    return false
  return now - Date.parse(conversation.endedAt) < session.channel.settings.reopenWindowMs
}

/**
 * Something is asked before the first message: the channel's form, how to be reached while nobody can answer
 * (`leaving`), or what the server missed.
 */
export function asksFirst(state: ChatState, leaving: boolean): boolean {
  if (state.needs) return true
  if (state.conversation || state.form || state.contact || state.outbox.length > 0) return false
  const { form, contact } = state.session!.channel.settings
  return form.length > 0 || (leaving && contact !== 'none')
}

/** The conversation that a message would go into; null when the next message opens one. */
export const openConversation = (state: ChatState): ConversationView | null =>
  state.conversation && !isEnded(state.conversation) ? state.conversation : null
