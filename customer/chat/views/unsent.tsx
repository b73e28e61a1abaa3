import type { OutboxItem } from '../core/outbox'
import { CardBody } from './card'
import { useWindow } from './context'
import { LinkedText } from './linked-text'
import { UnsentFile } from './unsent-file'

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
  const { words } = useWindow()
  const refused = item.state === 'refused'
  return (
    <>
      <div class={refused ? 'bubble refused' : item.attempts > 0 ? 'bubble held' : 'bubble'}>
        {item.file && <UnsentFile item={item} file={item.file} />}
        {item.card && <CardBody card={item.card} />}
        {item.text && <LinkedText text={item.text} />}
      </div>
      {refused ? (
        <Refused item={item} />
      ) : (
        item.state !== 'uploading' && (
          <p class="time">{item.attempts > 0 ? words.waitingToSend : words.sending}</p>
        )
      )}
    </>
  )
}

/** Trying again cannot change what the file is. */
const FINAL = ['file_gone', 'file_empty', 'file_too_large', 'file_refused', 'unsupported_media_type']

function Refused({ item }: { item: OutboxItem }) {
  const { chat, words } = useWindow()
  return (
    <div class="time refusal" role="alert">
      <p>
        {words.notSent}. {words.problems[item.code ?? ''] ?? words.problems.internal}
      </p>
      {!FINAL.includes(item.code ?? '') && (
        <button type="button" class="link" onClick={() => chat.retry(item.clientMessageId)}>
          {words.retry}
        </button>
      )}
      <button type="button" class="link" onClick={() => chat.discard(item.clientMessageId)}>
        {words.discard}
      </button>
    </div>
  )
}
