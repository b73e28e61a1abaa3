import { useEffect, useRef } from 'preact/hooks'
import { useWindow } from './context'

export function EndedPanel() {
  const { chat, state, words } = useWindow()
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The composer that held the focus is gone; keep the keyboard here rather than on the document.
    if (document.activeElement === document.body && document.hasFocus()) panel.current?.focus()
  }, [])
  const byTime = state.conversation?.status === 'ended_by_system'
  return (
    <div class="ended" ref={panel} tabIndex={-1}>
      <p role="status">{byTime ? words.endedBySystem : words.ended}</p>
      <button type="button" class="button primary" onClick={chat.startNew}>
        {words.startNew}
      </button>
    </div>
  )
}
