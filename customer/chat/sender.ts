import type { ConversationView, MessageView } from '@/server/http/v1/contract'
import { markSending, nextToSend, type OutboxItem, postpone, refuse } from './core/outbox'
import { openConversation } from './core/state'
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
    if (busy) return
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
      store.dispatch({ type: 'outbox', change: (outbox) => refuse(outbox, id, codeOf(error)) })
      if (error.code === 'conversation_ended') await hydrate().catch(() => {})
      return true
    }
  }

  const sendInto = async (conversationId: string, item: OutboxItem) => {
    const message = await session.call<MessageView>('POST', `/conversations/${conversationId}/messages`, {
      clientMessageId: item.clientMessageId,
      kind: 'text',
      text: item.text,
    })
    store.dispatch({ type: 'accepted', message })
  }

  /** Opens the conversation; if an open one was there already, the loop sends the message into it. */
  const openWith = async (item: OutboxItem) => {
    const conversation = await openOnServer(item).catch((error: unknown) => {
      // The category may have been removed since the window was loaded; the question counts.
      const gone = error instanceof ApiError && (error.status === 400 || error.status === 404)
      if (!gone || !store.get().categoryId) throw error
      store.dispatch({ type: 'category', id: null, skipped: true })
      return openOnServer(item)
    })
    store.dispatch({ type: 'snapshot', conversation })
    await hydrate()
    const id = item.clientMessageId
    store.dispatch({
      type: 'outbox',
      change: (outbox) =>
        outbox.map((known) =>
          known.clientMessageId === id
            ? { ...known, state: 'waiting', conversationId: conversation.id }
            : { ...known, conversationId: known.conversationId ?? conversation.id },
        ),
    })
  }

  const openOnServer = (item: OutboxItem) =>
    session.call<ConversationView>('POST', '/conversations', {
      topic: {},
      categoryId: store.get().categoryId ?? undefined,
      message: { clientMessageId: item.clientMessageId, text: item.text },
    })

  return { pump }
}
