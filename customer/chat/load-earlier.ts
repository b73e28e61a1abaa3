import type { ConversationView, MessageView } from '@/server/http/v1/contract'
import { unfinished } from './core/earlier'
import type { Earlier } from './core/state'
import type { Store } from './store'
import type { CustomerSession } from './transport/session'

const CONVERSATIONS = 5
const MESSAGES = 50

/** Reads back, a page a time: the rest of the oldest conversation shown, then the ones before it. */
export function createEarlier(store: Store, session: CustomerSession) {
  const messagesBefore = async (id: string, before: number) => {
    const path = `/conversations/${id}/messages?before=${before}&limit=${MESSAGES}`
    const { items } = await session.call<{ items: MessageView[] }>('GET', path)
    return { messages: items, whole: items.length < MESSAGES }
  }

  const more = async (): Promise<void> => {
    const state = store.get()
    const customerId = state.session!.customer.id
    const first = unfinished(state.earlier)
    if (first) {
      const { id, lastSeq } = first.conversation
      const page = await messagesBefore(id, first.messages[0]?.seq ?? lastSeq + 1)
      return store.dispatch({ type: 'earlier_messages', conversationId: id, ...page })
    }
    const oldest = state.earlier[0]?.conversation ?? state.conversation
    const before = oldest ? `&before=${encodeURIComponent(oldest.createdAt)}` : ''
    const { items } = await session.call<{ items: ConversationView[] }>(
      'GET',
      `/customer/conversations?limit=${CONVERSATIONS}${before}`,
    )
    const conversations: Earlier[] = []
    for (const conversation of items) {
      const page = await messagesBefore(conversation.id, conversation.lastSeq + 1)
      conversations.push({ conversation, ...page })
      // What is not whole comes first next time; the ones before it would stand above a gap.
      if (!page.whole) break
    }
    const done = items.length < CONVERSATIONS && conversations.every(({ whole }) => whole)
    store.dispatch({ type: 'earlier', customerId, conversations, done })
  }

  return {
    async load(): Promise<void> {
      const { earlierLoad, phase } = store.get()
      if (earlierLoad === 'loading' || earlierLoad === 'done' || phase !== 'ready') return
      store.dispatch({ type: 'earlier_load', load: 'loading' })
      await more().catch(() => store.dispatch({ type: 'earlier_load', load: 'failed' }))
    },
  }
}
