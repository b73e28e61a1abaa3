import '../shared'
import { useEffect, useState } from 'preact/hooks'
import { minutesAndSeconds, secondsLeft } from '../core/countdown'
import { useWindow } from '../views/context'
import { usePartWords } from './part-words'

/** The chat ends by itself unless somebody writes: how long is left, and one tap that answers. */
export function Countdown({ endsAt }: { endsAt: string }) {
  const { chat } = useWindow()
  const words = usePartWords()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 500)
    return () => clearInterval(timer)
  }, [])
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
