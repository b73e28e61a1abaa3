import { createActs } from './acts'
import { cleanText } from './core/clean-text'
import { discard, enqueue, restore, retry } from './core/outbox'
import { isEnded, openConversation } from './core/state'
import { createSender } from './sender'
import { createSignals } from './signals'
import { createStore } from './store'
import { createSync } from './sync'
import { codeOf, type Http } from './transport/api'
import { clientId } from './transport/client-id'
import { createOutboxStore } from './transport/outbox-store'
import { createCustomerSession } from './transport/session'
import type { Storage } from './transport/storage'

export type Chat = ReturnType<typeof createChat>

/** The window without its looks: state, and every act of the customer as a function. */
export function createChat(http: Http, storage: Storage, channelKey: string) {
  const store = createStore()
  const kept = createOutboxStore(storage)
  const now = () => Date.now() + http.clockOffset()
  const session = createCustomerSession(http, storage, channelKey, (view) => {
    const { customer, channel, conversation } = view
    const before = store.get().session?.customer.id
    store.dispatch({ type: 'session', session: { customer, channel } })
    // A renewal in the middle brings nothing back that the customer has put behind them.
    const wanted = conversation && (before !== customer.id || !isEnded(conversation))
    if (wanted) store.dispatch({ type: 'snapshot', conversation })
    sync.attach()
  })
  const sync = createSync(store, session, http.base, () => void sender.pump())
  const sender = createSender(store, session, sync.hydrate)
  const signals = createSignals(store, session)
  store.subscribe((state) => kept.save(state.outbox))

  const start = async () => {
    const unsent = kept.load()
    store.dispatch({ type: 'outbox', change: () => unsent })
    try {
      await session.open()
      const current = openConversation(store.get())?.id ?? null
      store.dispatch({ type: 'outbox', change: (outbox) => restore(outbox, current) })
      void sender.pump()
    } catch (error) {
      store.dispatch({ type: 'failed', code: codeOf(error) })
    }
  }

  const resume = (connect: () => void) => {
    if (store.get().phase === 'failed') return void start()
    connect()
    void sender.pump()
  }

  return {
    ...createActs(store, session),
    store,
    storage,
    session,
    now,
    start,
    typing: signals.typing,
    seen: signals.seen,
    /** The page is looked at again: do not wait for the next try. */
    hurry: () => resume(sync.hurry),
    /** The network changed: what is connected may be dead. */
    reconnect: () => resume(sync.reconnect),
    send(raw: string) {
      const text = cleanText(raw)
      if (!text) return
      signals.typing(false)
      const conversationId = openConversation(store.get())?.id ?? null
      const item = { clientMessageId: clientId(), conversationId, text, writtenAt: now() }
      const change = { ...item, state: 'waiting' as const, attempts: 0, code: null }
      store.dispatch({ type: 'outbox', change: (outbox) => enqueue(outbox, change) })
      void sender.pump()
    },
    retry(id: string) {
      store.dispatch({ type: 'outbox', change: (outbox) => retry(outbox, id) })
      void sender.pump()
    },
    discard: (id: string) => store.dispatch({ type: 'outbox', change: (outbox) => discard(outbox, id) }),
    pickCategory: (id: string | null, skipped = false) => store.dispatch({ type: 'category', id, skipped }),
    dismissProblem: () => store.dispatch({ type: 'problem', code: null }),
    startNew() {
      store.dispatch({ type: 'new_conversation' })
      sync.attach()
    },
    async identify(identityToken: string) {
      session.configure({ identityToken })
      await session.open().catch((error: unknown) => store.dispatch({ type: 'problem', code: codeOf(error) }))
    },
  }
}
