import { useEffect, useState } from 'preact/hooks'
import { type Opening, opening } from '../core/opening'
import { useWindow } from './context'

const REFRESH_MS = 30_000

/** The channel's opening, in the customer's own zone, kept true while the page stays open. */
export function useHours(): Opening {
  const { chat, state, words } = useWindow()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), REFRESH_MS)
    return () => clearInterval(timer)
  }, [])
  const { openNow, nextOpening } = state.session!.channel
  return opening({ openNow, nextOpening, now: chat.now(), locale: words.locale })
}
