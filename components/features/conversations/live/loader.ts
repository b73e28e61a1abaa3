import { ApiError } from '@/components/client/api'
import { RECALL_WINDOW_MS } from '@/server/modules/conversations/contract'
import { agentApi } from './agent-api'
import { backOffMs } from './back-off'
import {
  isHeldBy,
  type LiveState,
  placeToReadFrom,
  putMessages,
  putViews,
  type View,
  withStatus,
} from './live-state'
import type { Store } from './store'

/** Messages shown at first, and per step back. */
const PAGE = 50
const BATCH = 200
const FROM_END = Number.MAX_SAFE_INTEGER

export type Loader = ReturnType<typeof createLoader>

/** Fetches what the stream does not say, each thing once at a time. */
export function createLoader(store: Store<LiveState>) {
  const once = createOnce()

  const view = (id: string) =>
    once(`view ${id}`, async () => {
      try {
        const fetched = await agentApi.conversation(id)
        store.set((state) => putViews(state, [fetched]))
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 404) throw error
        store.set((state) => withoutView(state, id))
      }
    })

  const newMessages = (id: string) =>
    once(`log ${id}`, async () => {
      const known = store.get().views[id]?.lastSeq ?? 0
      const log = store.get().logs[id]
      // Also what is held and still fresh: it may have been taken back while nobody told this page.
      for (let after = log ? placeToReadFrom(log, RECALL_WINDOW_MS) : 0; ; ) {
        const { items } = await agentApi.messagesAfter(id, after)
        const whole = items.length < BATCH
        after = items.at(-1)?.seq ?? after
        store.set((state) => putMessages(state, id, items, { upTo: whole ? Math.max(known, after) : after }))
        if (whole) return
      }
    })

  /** The last page of messages; with some held already, those after them. */
  const log = (id: string) =>
    store.get().logs[id]
      ? newMessages(id)
      : once(`log ${id}`, async () => {
          const known = store.get().views[id]?.lastSeq ?? 0
          const { items } = await agentApi.messagesBefore(id, FROM_END, PAGE)
          const upTo = Math.max(known, items.at(-1)?.seq ?? 0)
          store.set((state) => putMessages(state, id, items, { reachesStart: items.length < PAGE, upTo }))
        })

  const earlier = (id: string) =>
    once(`earlier ${id}`, async () => {
      const first = store.get().logs[id]?.messages[0]?.seq
      if (first === undefined) return
      const { items } = await agentApi.messagesBefore(id, first, PAGE)
      store.set((state) => putMessages(state, id, items, { reachesStart: items.length < PAGE }))
    })

  const status = () =>
    once('status', async () => {
      const fetched = await agentApi.status()
      store.set((state) => withStatus(state, fetched))
    })

  /** The own list and status anew, and what the conversations shown before have had since. */
  const everything = () =>
    once('everything', async () => {
      const held = Object.values(store.get().views).filter((v) => isHeldBy(v, store.get().agentId))
      const [mine] = await Promise.all([agentApi.list('mine'), status()])
      store.set((state) => ({ ...putViews(state, mine.items), loaded: true }))
      const listed = new Set(mine.items.map(({ id }) => id))
      await Promise.all([
        ...held.filter(({ id }) => !listed.has(id)).map(({ id }) => view(id)),
        ...Object.keys(store.get().logs).map(newMessages),
      ])
    })

  return { view, log, newMessages, earlier, status, everything, put: put(store), insist }
}

/** One run of a kind at a time; what is asked for meanwhile runs once more afterwards, because it may be newer. */
function createOnce() {
  const running = new Map<string, { done: Promise<void>; again: boolean }>()
  return (key: string, run: () => Promise<void>): Promise<void> => {
    const known = running.get(key)
    if (known) {
      known.again = true
      return known.done
    }
    const entry = { again: false, done: Promise.resolve() }
    entry.done = (async () => {
      try {
        do {
          entry.again = false
          await run()
        } while (entry.again)
      } finally {
        running.delete(key)
      }
    })()
    running.set(key, entry)
    return entry.done
  }
}

const put = (store: Store<LiveState>) => (views: readonly View[]) =>
  store.set((state) => putViews(state, views))

function withoutView(state: LiveState, id: string): LiveState {
  const { [id]: _view, ...views } = state.views
  const { [id]: _log, ...logs } = state.logs
  return { ...state, views, logs }
}

/** Tries until it succeeds or is refused: for what the stream asked to be fetched. */
async function insist(run: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      const refused = error instanceof ApiError && error.status >= 400 && error.status < 500
      if (refused && error.status !== 429) return
      await new Promise((resolve) => setTimeout(resolve, backOffMs(attempt, Math.random())))
    }
  }
}
