import type { ConversationView, MessageView, QueueView, StreamEvent } from '@/server/http/v1/contract'
import { insertMessages } from './insert-messages'
import type { ChatState, Notice } from './state'

/** How long one typing signal shows when no other follows. */
export const TYPING_SHOWN_MS = 6_000

/**
 * One entry of the stream. Entries of the log (with seq) count once, whatever is delivered twice after
 * a reconnect; fleeting ones are taken as they come. Gaps in seq are right: entries for the staff are
 * left out of a customer's stream.
 */
export function applyEvent(state: ChatState, event: StreamEvent): ChatState {
  const { conversation } = state
  if (!conversation) return state
  if (event.conversationId !== undefined && event.conversationId !== conversation.id) return state
  return event.seq === undefined ? applyFleeting(state, event) : applyLogged(state, event, event.seq)
}

function applyFleeting(state: ChatState, event: StreamEvent): ChatState {
  if (event.type === 'typing') return applyTyping(state, event)
  const patch: Partial<ConversationView> = { ...event.patch }
  if (event.type === 'queue') {
    const queue = queueOf(event)
    if (queue !== undefined) patch.queue = queue
  }
  return { ...state, conversation: patched(state.conversation!, patch) }
}

function applyTyping(state: ChatState, event: StreamEvent): ChatState {
  if (event.detail?.senderKind === 'customer') return state
  return { ...state, typingUntil: event.detail?.on === true ? Date.parse(event.at) + TYPING_SHOWN_MS : 0 }
}

function applyLogged(state: ChatState, event: StreamEvent, seq: number): ChatState {
  if (seq <= state.cursor) return state
  const before = state.conversation!
  const stale = seq <= state.asOf
  const conversation = stale
    ? before
    : {
        ...patched(answered(before, event.message), event.patch ?? {}),
        lastSeq: Math.max(before.lastSeq, seq),
      }
  const next: ChatState = { ...state, conversation, cursor: seq, asOf: Math.max(state.asOf, seq) }
  if (event.message) {
    next.messages = insertMessages(state.messages, [event.message])
    if (event.message.senderKind !== 'customer') next.typingUntil = 0
  }
  if (event.type === 'recalled') next.messages = withoutRecalled(state.messages, event)
  if (!stale && event.type === 'reopened') next.continuing = false
  const notice = noticeOf(event, seq)
  if (notice) next.notices = [...state.notices, notice].sort((a, b) => a.seq - b.seq)
  return next
}

/**
 * What a message does to the state by rule, without a patch: the turn goes to the other side, an open
 * question whether it is solved is answered, and a countdown stops.
 */
function answered(conversation: ConversationView, message: MessageView | undefined): ConversationView {
  const by = message?.senderKind
  if (!conversation.status.startsWith('awaiting_') || (by !== 'customer' && by !== 'agent'))
    return conversation
  return {
    ...conversation,
    status: by === 'customer' ? 'awaiting_agent' : 'awaiting_customer',
    countdownEndsAt: null,
  }
}

/** Taken back by its sender: nothing of what it said stays. */
function withoutRecalled(messages: MessageView[], event: StreamEvent): MessageView[] {
  const seq = event.detail?.seq
  return messages.map((message) =>
    message.seq === seq
      ? { ...message, text: '', attachment: null, meta: null, recalledAt: event.at }
      : message,
  )
}

/** Fields of a patch over the known ones; read marks never move back. */
function patched(conversation: ConversationView, patch: Partial<ConversationView>): ConversationView {
  const next = { ...conversation, ...patch }
  next.customerReadSeq = Math.max(next.customerReadSeq, conversation.customerReadSeq)
  next.agentReadSeq = Math.max(next.agentReadSeq, conversation.agentReadSeq)
  return next
}

/** The queue place stands in the patch, or plainly in the detail. */
function queueOf(event: StreamEvent): QueueView | null | undefined {
  if (event.patch && 'queue' in event.patch) return event.patch.queue as QueueView | null
  const { position, estimatedWaitSeconds, choice } = event.detail ?? {}
  if (typeof position !== 'number') return undefined
  return {
    position,
    estimatedWaitSeconds: typeof estimatedWaitSeconds === 'number' ? estimatedWaitSeconds : null,
    choice: (choice ?? null) as QueueView['choice'],
  }
}

function noticeOf(event: StreamEvent, seq: number): Notice | null {
  if (event.type !== 'assigned' && event.type !== 'transferred' && event.type !== 'reopened') return null
  // Whoever will work off a message does not serve yet: the note about the message says what happens.
  if (event.patch?.live === false) return null
  const agent = event.patch?.agent as ConversationView['agent'] | undefined
  return { seq, at: event.at, kind: event.type, name: agent?.name ?? null }
}
