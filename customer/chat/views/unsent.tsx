import type { OutboxItem } from '../core/outbox'
import { useWindow } from './context'
import { LinkedText } from './linked-text'

/** Own messages that the server has not accepted yet, in the order they will go out. */
export function Unsent({ items }: { items: OutboxItem[] }) {
  const { words } = useWindow()
  return (
    <article class="group mine" aria-label={words.you}>
      {items.map((item) => (
        <UnsentMessage key={item.clientMessageId} item={item} />
      ))}
    </article>
  )
}

function UnsentMessage({ item }: { item: OutboxItem }) {
  const { chat, words } = useWindow()
  const refused = item.state === 'refused'
  return (
    <>
      <div class={refused ? 'bubble refused' : item.attempts > 0 ? 'bubble held' : 'bubble'}>
        <LinkedText text={item.text} />
      </div>
      {refused ? (
        <div class="time refusal">
          <p>
            {words.notSent}. {words.problems[item.code ?? ''] ?? words.problems.internal}
          </p>
          <button type="button" class="link" onClick={() => chat.retry(item.clientMessageId)}>
            {words.retry}
          </button>
          <button type="button" class="link" onClick={() => chat.discard(item.clientMessageId)}>
            {words.discard}
          </button>
        </div>
      ) : (
        <p class="time">{item.attempts > 0 ? words.waitingToSend : words.sending}</p>
      )}
    </>
  )
}
