import '../shared'
import { useEffect, useRef, useState } from 'preact/hooks'
import { openConversation } from '../core/state'
import type { MessageRow } from '../core/timeline'
import { useWindow } from '../views/context'
import { Icon } from '../views/icon'
import { usePartWords } from './part-words'

const RECALL_MS = 2 * 60_000

/** Answer this one; take back an own one while its two minutes run. */
export function MessageActions({ message, onDone }: { message: MessageRow; onDone: () => void }) {
  const { chat, state, words: common } = useWindow()
  const words = usePartWords()
  const row = useRef<HTMLDivElement>(null)
  const left = Date.parse(message.createdAt) + RECALL_MS - chat.now()
  const [late, setLate] = useState(left <= 0)
  const canRecall = message.mine && !late && openConversation(state) !== null
  useEffect(() => row.current?.querySelector('button')?.focus(), [])
  useEffect(() => {
    const timer = setTimeout(setLate, Math.max(0, left), true)
    return () => clearTimeout(timer)
  }, [left])
  return (
    <div
      class="acts"
      role="toolbar"
      aria-label={common.messageActions}
      ref={row}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onDone()
      }}
    >
      <button
        type="button"
        class="link"
        onClick={() => {
          chat.quote(message.seq)
          onDone()
          document.querySelector<HTMLElement>('.composer textarea')?.focus()
        }}
      >
        <Icon name="quote" /> {words.quote}
      </button>
      {canRecall && (
        <button type="button" class="link" onClick={() => void chat.recall(message.id).then(onDone)}>
          <Icon name="undo" /> {words.recall}
        </button>
      )}
    </div>
  )
}
