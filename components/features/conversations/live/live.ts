import { serverNow } from '@/components/client/server-clock'
import type { StreamEvent } from '@/server/http/v1/contract'
import { applyEvent, type Need } from './apply-event'
import type { Connection } from './follow-stream'
import { emptyState, type LiveState } from './live-state'
import { createLoader, type Loader } from './loader'
import { createOutbox, type Outbox } from './outbox'
import { openSharedStream, type SharedStream } from './shared-stream'
import { createStore, type Store } from './store'

/** Everything live of one agent in this tab. */
export type Live = {
  agentId: string
  store: Store<LiveState>
  connection: Store<Connection>
  /** The first read of the own list failed so. */
  failure: Store<unknown>
  loader: Loader
  outbox: Outbox
  stream: () => SharedStream | null
  /** Hears every entry after it was applied. */
  onEvent: (listener: (event: StreamEvent) => void) => () => void
  load: () => void
  start: () => void
  stop: () => void
}

function goToSignIn(): void {
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
}

function meet(needs: Need[], loader: Loader): void {
  for (const need of needs) {
    if (need.kind === 'sign_in') goToSignIn()
    else if (need.kind === 'view') void loader.insist(() => loader.view(need.id))
    else if (need.kind === 'log') void loader.insist(() => loader.newMessages(need.id))
    else if (need.kind === 'status') void loader.insist(loader.status)
    else void loader.insist(loader.everything)
  }
}

/** A little longer than a sign of typing lasts. */
const TYPING_LOOK_MS = 6_200

function withoutStaleTyping(state: LiveState): LiveState {
  const alive = Object.entries(state.typing).filter(([, until]) => until > serverNow())
  return alive.length === Object.keys(state.typing).length
    ? state
    : { ...state, typing: Object.fromEntries(alive) }
}

export function createLive(agentId: string): Live {
  const store = createStore(emptyState(agentId))
  const connection = createStore<Connection>('connecting')
  const failure = createStore<unknown>(null)
  const loader = createLoader(store)
  const outbox = createOutbox(store, agentId)
  const listeners = new Set<(event: StreamEvent) => void>()
  let stream: SharedStream | null = null

  const take = (event: StreamEvent) => {
    let needs: Need[] = []
    store.set((state) => {
      const applied = applyEvent(state, event, serverNow())
      needs = applied.needs
      return applied.state
    })
    if (event.type === 'typing') setTimeout(() => store.set(withoutStaleTyping), TYPING_LOOK_MS)
    if (event.message) outbox.settle(event.message.clientMessageId)
    meet(needs, loader)
    for (const listener of listeners) listener(event)
  }
  const load = () => {
    failure.set(() => null)
    loader.everything().catch((error: unknown) => failure.set(() => error))
  }
  return {
    ...{ agentId, store, connection, failure, loader, outbox, load },
    stream: () => stream,
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: () => {
      stream = openSharedStream(agentId, {
        onEvent: take,
        onConnection: (next) => {
          connection.set(() => next)
          if (next === 'live') outbox.retryPassing()
        },
        onSignedOut: goToSignIn,
      })
      load()
      outbox.restore()
    },
    stop: () => {
      stream?.stop()
      stream = null
    },
  }
}
