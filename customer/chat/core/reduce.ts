import type { Contact, ConversationView, MessageView, StreamEvent } from '@/server/http/v1/contract'
import { applyEvent } from './apply-event'
import { type EarlierAction, reduceEarlier, withPresent } from './earlier'
import { insertMessages } from './insert-messages'
import { type Outbox, settle } from './outbox'
import {
  type ChatState,
  initialState,
  isEnded,
  type Link,
  type Needs,
  type Session,
  type Topic,
} from './state'

export type Action =
  | { type: 'session'; session: Session; earlier: boolean }
  | { type: 'failed'; code: string }
  | { type: 'signed_out' }
  | { type: 'snapshot'; conversation: ConversationView }
  | { type: 'resynced'; conversation: ConversationView; messages: MessageView[] }
  | { type: 'history'; conversationId: string; messages: MessageView[]; last: boolean }
  | { type: 'event'; event: StreamEvent }
  | { type: 'accepted'; message: MessageView }
  | { type: 'outbox'; change: (outbox: Outbox) => Outbox }
  | { type: 'link'; link: Link }
  | { type: 'clock'; now: number }
  | { type: 'category'; id: string | null; skipped: boolean }
  | { type: 'new_conversation' }
  | { type: 'read'; seq: number }
  | { type: 'problem'; code: string | null }
  | { type: 'topic'; topic: Topic }
  | { type: 'begin'; form: Record<string, string> | null; contact: Contact | null }
  | { type: 'needs'; needs: Needs }
  | { type: 'earlier_load'; load: ChatState['earlierLoad'] }
  | EarlierAction
  | { type: 'upload'; id: string; share: number | null }
  | { type: 'quote'; seq: number | null }
  | { type: 'continue' }

/** The one place where the window's state changes. Pure; the same entries in any number give the same state. */
export function reduce(state: ChatState, action: Action): ChatState {
  switch (action.type) {
    case 'session':
      return sessionLoaded(state, action.session, action.earlier)
    case 'failed':
      return { ...state, phase: 'failed', failure: action.code }
    case 'signed_out':
      return { ...state, phase: 'signed_out', link: 'idle', typingUntil: 0 }
    case 'snapshot':
      return snapshot(state, action.conversation)
    case 'resynced':
      return resynced(state, action.conversation, action.messages)
    case 'history':
      if (state.conversation?.id !== action.conversationId) return state
      return { ...withMessages(state, action.messages), historyLoaded: state.historyLoaded || action.last }
    case 'event':
      return settled(applyEvent(state, action.event))
    case 'accepted':
      return acceptedMessage(state, action.message)
    case 'outbox':
      return { ...state, outbox: action.change(state.outbox) }
    case 'link':
      return state.link === action.link ? state : { ...state, link: action.link }
    case 'clock':
      return state.typingUntil && action.now >= state.typingUntil ? { ...state, typingUntil: 0 } : state
    case 'category':
      return { ...state, categoryId: action.id, categorySkipped: action.skipped }
    case 'new_conversation':
      return { ...withoutConversation(state), outbox: state.outbox }
    case 'read':
      return markRead(state, action.seq)
    case 'problem':
      return { ...state, problem: action.code }
    case 'topic':
      return { ...state, topic: action.topic }
    case 'begin':
      return {
        ...state,
        form: action.form ?? state.form,
        contact: action.contact ?? state.contact,
        needs: null,
      }
    case 'needs':
      return { ...state, needs: action.needs }
    case 'upload':
      return uploadMoved(state, action.id, action.share)
    case 'quote':
      return { ...state, quoteSeq: action.seq }
    case 'continue':
      return { ...state, continuing: true }
    case 'earlier_load':
      return { ...state, earlierLoad: action.load }
    case 'earlier':
    case 'earlier_messages':
      return reduceEarlier(state, action)
  }
}

function uploadMoved(state: ChatState, id: string, share: number | null): ChatState {
  const { [id]: _, ...others } = state.uploads
  return { ...state, uploads: share === null ? others : { ...others, [id]: share } }
}

/**
 * Another customer (the host identified somebody else) sees nothing of the one before. A visitor who
 * only became unknown to the server keeps what is not sent yet.
 */
function sessionLoaded(state: ChatState, session: Session, earlier: boolean): ChatState {
  const before = state.session?.customer
  if (before?.id === session.customer.id) return { ...state, phase: 'ready', failure: null, session }
  const earlierLoad = earlier ? 'idle' : 'done'
  if (!before) return { ...state, phase: 'ready', failure: null, session, earlierLoad }
  const samePerson = before.anonymous && session.customer.anonymous
  const outbox = samePerson ? state.outbox.map((item) => ({ ...item, conversationId: null })) : []
  return { ...initialState, phase: 'ready', session, outbox, earlierLoad, topic: state.topic }
}

/** The conversation is put behind; what was asked before it and what came before stays. */
function withoutConversation(state: ChatState): ChatState {
  const { phase, session, topic, uploads, earlierLoad } = state
  return { ...initialState, phase, session, topic, uploads, earlierLoad, earlier: withPresent(state) }
}

function snapshot(state: ChatState, conversation: ConversationView): ChatState {
  if (state.conversation?.id === conversation.id) {
    if (conversation.lastSeq < state.asOf) return state
    return {
      ...state,
      conversation: newerMarks(state.conversation, conversation),
      asOf: conversation.lastSeq,
      continuing: state.continuing && isEnded(conversation),
    }
  }
  const without = withoutConversation(state)
  return {
    ...without,
    earlier: without.earlier.filter((known) => known.conversation.id !== conversation.id),
    outbox: state.outbox,
    conversation,
    asOf: conversation.lastSeq,
    cursor: followFrom(conversation),
  }
}

/** Logs up to this long are followed from their beginning. */
const REPLAY_WHOLE = 200

/**
 * A short log is replayed whole: only the stream tells who joined and when. For a long one the pages of
 * messages suffice. Replayed entries are older than the snapshot, so their patches change nothing.
 */
const followFrom = ({ lastSeq }: ConversationView): number => (lastSeq <= REPLAY_WHOLE ? 0 : lastSeq)

/** Read marks only move forward, whichever answer arrives last. */
function newerMarks(known: ConversationView, fresh: ConversationView): ConversationView {
  return {
    ...fresh,
    customerReadSeq: Math.max(known.customerReadSeq, fresh.customerReadSeq),
    agentReadSeq: Math.max(known.agentReadSeq, fresh.agentReadSeq),
  }
}

function resynced(state: ChatState, conversation: ConversationView, messages: MessageView[]): ChatState {
  const fresh = { ...state, conversation, asOf: conversation.lastSeq, cursor: followFrom(conversation) }
  return withMessages({ ...fresh, messages: [], notices: [], historyLoaded: true, typingUntil: 0 }, messages)
}

function withMessages(state: ChatState, messages: MessageView[]): ChatState {
  return settled({ ...state, messages: insertMessages(state.messages, messages) })
}

/** An answer to a send: shown at its place, but the cursor stays: entries before it may be on their way. */
function acceptedMessage(state: ChatState, message: MessageView): ChatState {
  const outbox = settle(state.outbox, [message.clientMessageId])
  if (state.conversation?.id !== message.conversationId) return { ...state, outbox }
  return withMessages({ ...state, outbox }, [message])
}

function settled(state: ChatState): ChatState {
  if (state.outbox.length === 0) return state
  const mine = state.messages.filter((message) => message.senderKind === 'customer')
  const outbox = settle(
    state.outbox,
    mine.map((message) => message.clientMessageId),
  )
  return outbox === state.outbox ? state : { ...state, outbox }
}

function markRead(state: ChatState, seq: number): ChatState {
  const conversation = state.conversation
  if (!conversation || seq <= conversation.customerReadSeq) return state
  return { ...state, conversation: { ...conversation, customerReadSeq: seq } }
}
