import { useRef, useState } from 'preact/hooks'
import type { QueueView } from '@/server/http/v1/contract'
import { inLanguage } from '../../i18n/words'
import { Chunk } from './chunk'
import { Confirm } from './confirm'
import { useWindow } from './context'
import { parts } from './parts'

function Choice({ choice }: { choice: NonNullable<QueueView['choice']> }) {
  return <Chunk load={parts.choice}>{({ QueueChoice }) => <QueueChoice choice={choice} />}</Chunk>
}

/** The place in the queue and an honest guess, live; and the way out of it. */
export function QueueLine() {
  const { chat, state, words, language } = useWindow()
  const [asking, setAsking] = useState(false)
  const leave = useRef<HTMLButtonElement>(null)
  const conversation = state.conversation
  if (conversation?.status !== 'queued') return null
  const { queue } = conversation
  const wait = queue?.estimatedWaitSeconds
  return (
    <div class="queue">
      <div class="queue-row">
        <p role="status">
          <strong>{queue ? words.queue(queue.position) : words.queueNoPlace}</strong>
          {wait != null && (
            <span>
              {words.comma}
              {words.wait(wait)}
            </span>
          )}
        </p>
        <button
          type="button"
          class="link"
          ref={leave}
          aria-expanded={asking}
          onClick={() => setAsking(!asking)}
        >
          {words.leaveQueue}
        </button>
      </div>
      {asking ? (
        <Confirm
          ask={words.leaveAsk}
          explain={words.leaveExplain}
          yes={words.leaveYes}
          no={words.leaveNo}
          onYes={() => void chat.leaveQueue().then(() => setAsking(false))}
          onNo={() => {
            setAsking(false)
            leave.current?.focus()
          }}
        />
      ) : (
        <p class="quiet" dir="auto">
          {inLanguage(state.session!.channel.settings.queueText, language) || words.queueKept}
        </p>
      )}
      {queue?.choice && <Choice choice={queue.choice} />}
    </div>
  )
}
