import { openConversation } from './core/state'
import { lastForeignSeq } from './core/unread'
import type { Store } from './store'
import type { CustomerSession } from './transport/session'

const TYPING_REPEAT_MS = 3_000
const TYPING_STOP_MS = 4_000

/** Typing and read marks: sent sparingly; a lost one does no harm, the next says more. */
export function createSignals(store: Store, session: CustomerSession) {
  let lastTyping = 0
  let idle: ReturnType<typeof setTimeout> | undefined

  const tell = (on: boolean) => {
    const conversation = openConversation(store.get())
    if (!conversation?.agent) return
    void session.call('POST', `/conversations/${conversation.id}/typing`, { on }).catch(() => {})
  }

  const stopTyping = () => {
    clearTimeout(idle)
    if (lastTyping) tell(false)
    lastTyping = 0
  }

  return {
    /** At every keystroke; false once nothing is left to send. */
    typing(on: boolean) {
      if (!on) return stopTyping()
      clearTimeout(idle)
      idle = setTimeout(stopTyping, TYPING_STOP_MS)
      if (performance.now() - lastTyping < TYPING_REPEAT_MS && lastTyping) return
      lastTyping = performance.now()
      tell(true)
    },
    /** The customer has the end of the conversation before their eyes. */
    seen() {
      const state = store.get()
      const seq = lastForeignSeq(state)
      if (!state.conversation || seq <= state.conversation.customerReadSeq) return
      store.dispatch({ type: 'read', seq })
      void session.call('POST', `/conversations/${state.conversation.id}/read`, { seq }).catch(() => {})
    },
  }
}
