import { useEffect, useState } from 'preact/hooks'
import { minutesAndSeconds, secondsLeft } from '../core/countdown'
import { openConversation } from '../core/state'
import { useWindow } from './context'

/** The chat ends by itself unless somebody writes: how long is left, and one tap that answers. */
export function Countdown() {
  const { chat, state, words } = useWindow()
  const endsAt = openConversation(state)?.countdownEndsAt ?? null
  const [, tick] = useState(0)
  useEffect(() => {
    if (!endsAt) return
    const timer = setInterval(() => tick((n) => n + 1), 500)
    return () => clearInterval(timer)
  }, [endsAt])
  if (!endsAt) return null
  const left = secondsLeft(endsAt, chat.now())
  return (
    <section class="card countdown" aria-label={words.stillThere}>
      <p>
        <strong role="status">{words.stillThere}</strong>{' '}
        <span role="timer" aria-live="off">
          {left > 0 ? words.closesIn(minutesAndSeconds(left)) : words.closing}
        </span>
      </p>
      <button type="button" class="button primary" onClick={() => chat.send(words.stillHere)}>
        {words.stillHereButton}
      </button>
    </section>
  )
}
