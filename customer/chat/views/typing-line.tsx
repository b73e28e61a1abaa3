import { useEffect } from 'preact/hooks'
import { openConversation } from '../core/state'
import { useWindow } from './context'

export function TypingLine() {
  const { chat, state, words } = useWindow()
  const until = openConversation(state) ? state.typingUntil : 0
  useEffect(() => {
    if (!until) return
    const over = () => chat.store.dispatch({ type: 'clock', now: Math.max(until, chat.now()) })
    const timer = setTimeout(over, Math.min(Math.max(0, until - chat.now()), 10_000))
    return () => clearTimeout(timer)
  }, [chat, until])
  return (
    <p class="typing">
      {until > 0 && (
        <>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {words.typing(state.conversation?.agent?.name ?? null)}
        </>
      )}
    </p>
  )
}
