import type { ConversationView, MessageView } from '@/server/http/v1/contract'
import { markSending, nextToSend, type OutboxItem, postpone, putBack, refuse } from './core/outbox'
import { type ChatState, type Needs, openConversation } from './core/state'
import { topicOf } from './core/topic-of'
import type { Store } from './store'
import { ApiError, codeOf } from './transport/api'
import { backOff } from './transport/back-off'
import type { CustomerSession } from './transport/session'

/**
 * Empties the outbox, one message at a time in order. The first message of a case opens the
 * conversation and travels with it. A message leaves the outbox only when the server's own copy of it
 * has been seen, so an answer that got lost costs a repeat under the same id and nothing else.
 */
export function createSender(store: Store, session: CustomerSession, hydrate: () => Promise<void>) {
  let busy = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const pump = async (): Promise<void> => {
    clearTimeout(timer)
    if (busy || store.get().needs) return
    busy = true
    try {
      for (let item = nextToSend(store.get().outbox); item; item = nextToSend(store.get().outbox)) {
        if (!(await deliver(item))) return
      }
    } finally {
      busy = false
    }
  }

  const deliver = async (item: OutboxItem): Promise<boolean> => {
    const id = item.clientMessageId
    store.dispatch({ type: 'outbox', change: (outbox) => markSending(outbox, id) })
    try {
      const target = openConversation(store.get())
      // Written in a conversation that has ended meanwhile: what becomes of it is the customer's to say.
      if (item.conversationId && item.conversationId !== target?.id)
        throw new ApiError('conversation_ended', 409)
      if (target) await sendInto(target.id, item)
      else await openWith(item)
      return true
    } catch (error) {
      if (!(error instanceof ApiError) || error.passing) {
        store.dispatch({ type: 'outbox', change: (outbox) => postpone(outbox, id) })
        const asked = error instanceof ApiError ? error.retryAfterMs : undefined
        timer = setTimeout(() => void pump(), Math.max(asked ?? 0, backOff(item.attempts, Math.random())))
        return false
      }
      const needs = needsOf(error)
      if (needs) {
        store.dispatch({ type: 'outbox', change: (outbox) => putBack(outbox, id) })
        store.dispatch({ type: 'needs', needs })
        return false
      }
      store.dispatch({ type: 'outbox', change: (outbox) => refuse(outbox, id, codeOf(error)) })
      if (error.code === 'conversation_ended') await hydrate().catch(() => {})
      return true
    }
  }

  const sendInto = async (conversationId: string, item: OutboxItem) => {
    const message = await session.call<MessageView>('POST', `/conversations/${conversationId}/messages`, {
      clientMessageId: item.clientMessageId,
      kind: item.kind ?? 'text',
      text: item.text || undefined,
      attachmentId: item.attachmentId,
      meta: metaOf(item),
    })
    store.dispatch({ type: 'accepted', message })
  }

  /** Opens the conversation; if an open one was there already, the loop sends the message into it. */
  const openWith = async (item: OutboxItem) => {
    const conversation = await openOnServer(item).catch((error: unknown) => {
      // The category may have been removed since the window was loaded; the question counts.
      const gone = error instanceof ApiError && (error.status === 404 || 'categoryId' in error.fields)
      if (!gone || !store.get().categoryId) throw error
      store.dispatch({ type: 'category', id: null, skipped: true })
      return openOnServer(item)
    })
    store.dispatch({ type: 'snapshot', conversation })
    await hydrate()
    const id = item.clientMessageId
    // What was written since goes into it too, unless the customer has put it behind them meanwhile.
    const open = openConversation(store.get())?.id === conversation.id ? conversation.id : null
    store.dispatch({
      type: 'outbox',
      change: (outbox) =>
        outbox.map((known) =>
          known.clientMessageId === id
            ? { ...known, state: 'waiting', conversationId: conversation.id }
            : { ...known, conversationId: known.conversationId ?? open },
        ),
    })
  }

  const openOnServer = (item: OutboxItem) => {
    const { clientMessageId, text } = item
    const meta = metaOf(item)
    return session.call<ConversationView>('POST', '/conversations', {
      ...beginning(store.get()),
      message: item.kind || item.quoteSeq ? undefined : { clientMessageId, text, meta },
    })
  }

  return { pump }
}

/** What a conversation begins with besides the message; one that goes on keeps to its thread. */
function beginning(state: ChatState) {
  const { continuing, conversation, categoryId, form, contact } = state
  const { stage, ...topic } = state.topic
  if (continuing && conversation) return { topic: topicOf(conversation.topic) }
  return {
    ...{ topic, stage },
    categoryId: categoryId ?? undefined,
    form: form ?? undefined,
    contact: contact ?? undefined,
  }
}

function metaOf({ quoteSeq, card, choice }: OutboxItem) {
  if (quoteSeq === undefined && !card && !choice) return undefined
  return { quoteSeq, card: card && { kind: card.kind, id: card.id }, choice }
}

/** The server asks for something before it takes the message. */
function needsOf(error: ApiError): Needs | null {
  const fields = Object.entries(error.fields)
  const of = (start: string) => fields.filter(([path]) => path.startsWith(start))
  const kind = of('form').length > 0 ? 'form' : of('contact').length > 0 ? 'contact' : null
  return kind && { kind, fields: Object.fromEntries(of(kind)) }
}
