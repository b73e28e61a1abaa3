import { useEffect, useState } from 'preact/hooks'
import { useWindow } from './context'

const QUIET_MS = 1_500

/** Says that the line is down; a reconnect that takes a moment only is not worth a word. */
export function ConnectionBar() {
  const { state, words } = useWindow()
  const [online, setOnline] = useState(navigator.onLine)
  const [late, setLate] = useState(false)
  const down = state.link === 'lost' || (state.link === 'connecting' && late)

  useEffect(() => {
    const update = () => setOnline(navigator.onLine)
    addEventListener('online', update)
    addEventListener('offline', update)
    return () => {
      removeEventListener('online', update)
      removeEventListener('offline', update)
    }
  }, [])
  useEffect(() => {
    if (state.link === 'live' || state.link === 'idle') return setLate(false)
    const timer = setTimeout(setLate, QUIET_MS, true)
    return () => clearTimeout(timer)
  }, [state.link])

  const text = !online ? words.connectionOffline : down && late ? words.connectionLost : null
  return (
    <div role="status" class="status-slot">
      {text && <p class="bar warn">{text}</p>}
    </div>
  )
}
