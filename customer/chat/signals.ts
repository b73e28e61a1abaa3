import { cleanText } from './core/clean-text'
import { openConversation } from './core/state'
import { lastForeignSeq } from './core/unread'
import type { Store } from './store'
import type { CustomerSession } from './transport/session'

const TYPING_REPEAT_MS = 3_000
const TYPING_STOP_MS = 4_000
const MAX_PREVIEW = 2_000

/** Typing and read marks: sent sparingly; a lost one does no harm, the next says more. */
export function createSignals(store: Store, session: CustomerSession) {
  let lastTyping = 0
  let idle: ReturnType<typeof setTimeout> | undefined

  const tell = (on: boolean, draft?: string) => {
    const state = store.get()
    const conversation = openConversation(state)
    if (!conversation?.agent) return
    const text =
      on && state.session?.channel.settings.typingPreview ? draft?.slice(0, MAX_PREVIEW) : undefined
    void session.call('POST', `/conversations/${conversation.id}/typing`, { on, text }).catch(() => {})
  }

  const stopTyping = () => {
    clearTimeout(idle)
    if (lastTyping) tell(false)
    lastTyping = 0
  }

  return {
    /** At every keystroke, with the draft; false once nothing is left to send. */
    typing(on: boolean, draft = '') {
      if (!on) return stopTyping()
      clearTimeout(idle)
      idle = setTimeout(stopTyping, TYPING_STOP_MS)
      if (performance.now() - lastTyping < TYPING_REPEAT_MS && lastTyping) return
      lastTyping = performance.now()
      tell(true, cleanText(draft))
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
