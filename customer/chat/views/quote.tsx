import type { MessageView } from '@/server/http/v1/contract'
import type { Words } from '../../i18n/en'
import { useWindow } from './context'
import { Icon } from './icon'

/** What a message says, in one line. */
export function lineOf(message: MessageView | undefined, words: Words): string {
  if (!message || message.recalledAt) return words.quoteGone
  return message.text || message.meta?.card?.title || message.attachment?.name || ''
}

/** The message that this one answers; a tap leads to it. */
export function Quote({ seq }: { seq: number }) {
  const { state, words } = useWindow()
  const quoted = state.messages.find((message) => message.seq === seq)
  const name = quoted?.senderKind === 'customer' ? words.you : (quoted?.senderName ?? words.agent)
  return (
    <button
      type="button"
      class="quoted"
      aria-label={words.quoteOf(name, lineOf(quoted, words))}
      onClick={() => document.querySelector(`[data-seq="${seq}"]`)?.scrollIntoView({ block: 'center' })}
    >
      {quoted && <strong>{name}</strong>}
      <span dir="auto">{lineOf(quoted, words)}</span>
    </button>
  )
}

/** Above the composer: the next message answers this one. */
export function QuoteBar() {
  const { chat, state, words } = useWindow()
  const { quoteSeq } = state
  if (quoteSeq === null) return null
  const quoted = state.messages.find((message) => message.seq === quoteSeq)
  return (
    <p class="bar">
      <span class="one-line">{words.quoting(lineOf(quoted, words))}</span>
      <button type="button" class="plain" aria-label={words.quoteCancel} onClick={() => chat.quote(null)}>
        <Icon name="close" />
      </button>
    </p>
  )
}
