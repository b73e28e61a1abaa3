import { useState } from 'preact/hooks'
import type { MessageRow } from '../core/timeline'
import { Attachment } from './attachment'
import { CardBody } from './card'
import { Chunk } from './chunk'
import { useWindow } from './context'
import { Icon } from './icon'
import { LinkedText } from './linked-text'
import { parts } from './parts'
import { Quote } from './quote'

const files: readonly string[] = ['picture', 'file', 'video', 'voice']

/** `past`: of an earlier conversation, where nothing can be done any more. */
export function MessageBody({ message, past }: { message: MessageRow; past: boolean }) {
  const { words } = useWindow()
  const [acting, setActing] = useState(false)
  if (message.recalledAt) return <p class="recalled">{message.mine ? words.recalledByYou : words.recalled}</p>
  const { attachment, meta } = message
  const gone = !attachment && (files.includes(message.kind) || !(message.text || meta))
  return (
    <>
      <div class="said">
        <div class="bubble" data-seq={past ? undefined : message.seq}>
          {meta?.quoteSeq && !past && <Quote seq={meta.quoteSeq} />}
          {meta?.card && <CardBody card={meta.card} />}
          {attachment && <Attachment file={attachment} kind={message.kind} />}
          {gone && <span class="recalled">{words.contentGone}</span>}
          {message.text && message.text !== meta?.card?.title && <LinkedText text={message.text} />}
        </div>
        {!past && (
          <button
            type="button"
            class="more"
            aria-label={words.messageActions}
            aria-expanded={acting}
            onClick={() => setActing(!acting)}
          >
            <Icon name="more" />
          </button>
        )}
      </div>
      {meta?.bot && !past && (
        <Chunk load={parts.bot}>{({ BotExtras }) => <BotExtras message={message} bot={meta.bot!} />}</Chunk>
      )}
      {acting && (
        <Chunk load={parts.actions}>
          {({ MessageActions }) => <MessageActions message={message} onDone={() => setActing(false)} />}
        </Chunk>
      )}
    </>
  )
}
