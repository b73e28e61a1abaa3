import '../shared'
import type { Chat } from '../chat'
import { type ChatState, openConversation } from '../core/state'
import { lastForeignSeq, unreadCount } from '../core/unread'
import { focusComposer } from '../focus-composer'
import type { HostBridge } from '../transport/host-bridge'

/** Tells the host page what happens: ready, unread, whether something goes on, and the events of the loader's API. */
export function reportChanges(chat: Chat, bridge: HostBridge): void {
  let who: string | null = null
  let unread = -1
  let live: boolean | null = null
  let status: string | null = null
  let heard: number | null = null
  const tell = (name: string, detail: object) => bridge.post({ type: 'event', name, detail })
  const report = (state: ChatState) => {
    const { conversation, phase } = state
    if (phase !== 'ready') return
    const about = conversation && {
      conversationId: conversation.id,
      number: conversation.number,
      status: conversation.status,
    }
    const count = unreadCount(state)
    if (count !== unread) bridge.post({ type: 'unread', count })
    unread = count
    const seq = !about ? 0 : state.historyLoaded ? lastForeignSeq(state) : heard
    if (about && heard !== null && seq! > heard) tell('message', { ...about, seq })
    heard = seq
    const open = openConversation(state) !== null
    if (open !== live) {
      bridge.post({ type: 'live', on: open })
      if (about && live !== null) tell(open ? 'started' : 'ended', about)
    }
    live = open
    if (about && about.status !== status) tell('conversation', about)
    status = about?.status ?? null
  }
  const look = (state: ChatState) => {
    const id = state.session?.customer.id ?? state.phase
    if (state.phase === 'loading') return
    if (id === who) return report(state)
    // What comes with a session was there before: it is where reports begin, and none itself.
    if (who === null) {
      bridge.post({ type: 'ready', color: state.session?.channel.color ?? '' })
      setTimeout(focusComposer)
    }
    who = id
    live = heard = null
    queueMicrotask(() => report(chat.store.get()))
  }
  chat.store.subscribe(look)
  look(chat.store.get())
}
