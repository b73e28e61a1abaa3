import type { ConversationView, MessageView } from '@/server/http/v1/contract'
import type { Store } from './store'
import { ApiError } from './transport/api'
import { backOff } from './transport/back-off'
import { type Following, follow } from './transport/follow'
import type { CustomerSession } from './transport/session'

const PAGE = 100

/**
 * Keeps the state equal to the server's: the earlier messages page by page, then the stream from the
 * snapshot's place in the log. Both start together; the reducer sorts and drops what comes twice.
 */
export function createSync(store: Store, session: CustomerSession, base: string, onLive: () => void) {
  let following: Following | null = null
  let followedId: string | null = null

  const messagesOf = async (id: string, onPage: (messages: MessageView[], last: boolean) => void) => {
    for (let after = 0; ; ) {
      const path = `/conversations/${id}/messages?after=${after}&limit=${PAGE}`
      const { items: messages } = await session.call<{ items: MessageView[] }>('GET', path)
      const last = messages.length < PAGE
      onPage(messages, last)
      if (last) return
      after = messages.at(-1)!.seq
    }
  }

  const loadHistory = (id: string) =>
    messagesOf(id, (messages, last) =>
      store.dispatch({ type: 'history', conversationId: id, messages, last }),
    )

  const loadHistoryUntilDone = async (id: string) => {
    for (let failures = 0; followedId === id && !store.get().historyLoaded; failures += 1) {
      const error = await loadHistory(id).catch((thrown: unknown) => thrown)
      if (error instanceof ApiError && !error.passing)
        return store.dispatch({ type: 'problem', code: error.code })
      if (error) await new Promise((resolve) => setTimeout(resolve, backOff(failures, Math.random())))
    }
  }

  const resync = async () => {
    const id = followedId
    if (!id) return
    const conversation = await session.call<ConversationView>('GET', `/conversations/${id}`)
    const all: MessageView[] = []
    await messagesOf(id, (messages) => all.push(...messages))
    if (followedId !== id) return
    store.dispatch({ type: 'resynced', conversation, messages: all })
    following?.reconnect()
  }

  /** Follows the conversation that the state now shows, if it is not followed already. */
  const attach = () => {
    const id = store.get().conversation?.id ?? null
    if (id === followedId) return
    following?.stop()
    following = null
    followedId = id
    if (!id) return store.dispatch({ type: 'link', link: 'idle' })
    following = follow(id, {
      base,
      session,
      cursor: () => store.get().cursor,
      onLink: (link) => {
        const was = store.get().link
        store.dispatch({ type: 'link', link })
        if (link === 'live' && was !== 'live') onLive()
      },
      onRefused: (code) => {
        store.dispatch({ type: 'link', link: 'lost' })
        store.dispatch({ type: 'problem', code })
      },
      onEvent: (event) => {
        if (event.type === 'bye') return stop()
        if (event.type === 'resync') return void resync().catch(() => following?.reconnect())
        store.dispatch({ type: 'event', event })
      },
    })
    void loadHistoryUntilDone(id)
  }

  const stop = () => {
    following?.stop()
    following = null
    followedId = null
    store.dispatch({ type: 'signed_out' })
  }

  /** The conversation as the server has it now, with its messages. */
  const hydrate = async () => {
    const id = store.get().conversation?.id
    if (!id) return
    attach()
    const conversation = await session.call<ConversationView>('GET', `/conversations/${id}`)
    store.dispatch({ type: 'snapshot', conversation })
    await loadHistory(id)
  }

  return {
    attach,
    hydrate,
    hurry: () => following?.hurry(),
    reconnect: () => following?.reconnect(),
  }
}

export type Sync = ReturnType<typeof createSync>
