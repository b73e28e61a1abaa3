import type { Contact, OrderCard } from '@/server/http/v1/contract'
import { createActs } from './acts'
import { restore } from './core/outbox'
import { isEnded, openConversation, type Topic } from './core/state'
import { createEarlier } from './load-earlier'
import { createOutgoing } from './outgoing'
import { createSender } from './sender'
import { createSignals } from './signals'
import { createStore } from './store'
import { createSync } from './sync'
import { codeOf, type Http } from './transport/api'
import { createDownloads } from './transport/downloads'
import { createOutboxStore } from './transport/outbox-store'
import { createCustomerSession } from './transport/session'
import type { Storage } from './transport/storage'
import type { UploadPorts } from './uploader'
import { createUploads } from './uploads'

export type Chat = ReturnType<typeof createChat>

/** The window without its looks: state, and every act of the customer as a function. */
export function createChat(
  http: Http,
  storage: Storage,
  channelKey: string,
  ports: Partial<UploadPorts> = {},
) {
  const store = createStore()
  const leave = () => import('./lazy/forget').then(({ forget }) => forget(storage, channelKey))
  const kept = createOutboxStore(storage)
  const now = () => Date.now() + http.clockOffset()
  const session = createCustomerSession(http, storage, channelKey, (view, stranger) => {
    if (stranger) return void leave()
    const { customer, channel, conversation } = view
    const before = store.get().session?.customer.id
    store.dispatch({ type: 'session', session: { customer, channel }, earlier: view.earlier })
    // A renewal in the middle brings nothing back that the customer has put behind them.
    const wanted = conversation && (before !== customer.id || !isEnded(conversation))
    if (wanted) store.dispatch({ type: 'snapshot', conversation })
    sync.attach()
  })
  const sync = createSync(store, session, http.base, () => void sender.pump())
  const sender = createSender(store, session, sync.hydrate)
  const signals = createSignals(store, session)
  const downloads = createDownloads((id) =>
    session.withToken((token) => http.download(`/attachments/${id}`, token)),
  )
  const uploader = createUploads(
    store,
    session,
    { ...ports, channelKey, base: http.base, downloads },
    () => void sender.pump(),
  )
  const earlier = createEarlier(store, session)
  store.subscribe((state) => kept.save(state.outbox))

  const start = async () => {
    const unsent = kept.load()
    store.dispatch({ type: 'outbox', change: () => unsent })
    try {
      await session.open()
      const current = openConversation(store.get())?.id ?? null
      store.dispatch({ type: 'outbox', change: (outbox) => restore(outbox, current) })
      void sender.pump()
      void uploader.pump()
    } catch (error) {
      store.dispatch({ type: 'failed', code: codeOf(error) })
    }
  }

  const resume = (connect: () => void) => {
    if (store.get().phase === 'failed') return void start()
    connect()
    void sender.pump()
    void uploader.pump()
  }
  return {
    ...createActs(store, session),
    ...createOutgoing(store, {
      uploader,
      now,
      pump: () => void sender.pump(),
      quiet: () => signals.typing(false),
    }),
    store,
    storage,
    session,
    now,
    start,
    leave,
    typing: signals.typing,
    seen: signals.seen,
    /** The page is looked at again: do not wait for the next try. */
    hurry: () => resume(sync.hurry),
    /** The network changed: what is connected may be dead. */
    reconnect: () => resume(sync.reconnect),
    /** The bytes of an unsent file, for its preview. */
    fileOf: uploader.fileOf,
    downloads,
    loadEarlier: earlier.load,
    listOrders: () =>
      session.call<{ items: OrderCard[] }>('GET', '/customer/orders').then(({ items }) => items),
    quote: (seq: number | null) => store.dispatch({ type: 'quote', seq }),
    setTopic: (topic: Topic) => store.dispatch({ type: 'topic', topic }),
    /** The answers to what is asked before the chat; what was held back for them goes out. */
    begin(form: Record<string, string> | null, contact: Contact | null) {
      store.dispatch({ type: 'begin', form, contact })
      void sender.pump()
    },
    goOn: () => store.dispatch({ type: 'continue' }),
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
