import { noteServerTime } from '@/components/client/server-clock'
import type { StreamEvent } from '@/server/http/v1/contract'
import { backOffMs } from './back-off'
import { createSseParser } from './sse-parser'

export type Connection = 'connecting' | 'live' | 'offline'

type Reader = {
  onEvent: (event: StreamEvent) => void
  onConnection: (connection: Connection) => void
  onSignedOut: () => void
}

const URL = '/api/v1/agent/events'
/** The server sends a comment every 15 s; a line silent for longer than two of them is dead. */
const SILENCE_MS = 35_000

/** Reads the agent's stream until the signal aborts; comes back by itself, at once when the network does. */
export async function followStream(signal: AbortSignal, reader: Reader): Promise<void> {
  let attempt = 0
  const greeted = (event: StreamEvent) => {
    if (event.type === 'hello') {
      attempt = 0
      reader.onConnection('live')
    }
    reader.onEvent(event)
  }
  while (!signal.aborted) {
    reader.onConnection(attempt === 0 ? 'connecting' : 'offline')
    const outcome = await readOnce(signal, greeted).catch(() => 'broken' as const)
    if (signal.aborted) return
    if (outcome === 'signed_out') return reader.onSignedOut()
    attempt += 1
    if (attempt > 1) reader.onConnection('offline')
    await pause(backOffMs(attempt, Math.random()), signal)
  }
}

async function readOnce(
  outer: AbortSignal,
  onEvent: (event: StreamEvent) => void,
): Promise<'broken' | 'signed_out'> {
  const own = new AbortController()
  const stop = () => own.abort()
  outer.addEventListener('abort', stop)
  window.addEventListener('offline', stop)
  let watchdog = setTimeout(stop, SILENCE_MS)
  let left = false
  try {
    const response = await fetch(URL, { signal: own.signal, cache: 'no-store' })
    noteServerTime(response.headers.get('date'))
    if (response.status === 401) return 'signed_out'
    if (!response.ok || !response.body) return 'broken'
    const push = createSseParser((data) => {
      const event = JSON.parse(data) as StreamEvent
      if (event.type === 'bye') left = true
      onEvent(event)
    })
    const chunks = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await chunks.read()
      if (done) break
      clearTimeout(watchdog)
      watchdog = setTimeout(stop, SILENCE_MS)
      push(value)
    }
    return left ? 'signed_out' : 'broken'
  } finally {
    clearTimeout(watchdog)
    own.abort()
    outer.removeEventListener('abort', stop)
    window.removeEventListener('offline', stop)
  }
}

/** Ends early when the network comes back or somebody looks at the page again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const seen = () => {
      if (document.visibilityState === 'visible') done()
    }
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      document.removeEventListener('visibilitychange', seen)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    window.addEventListener('online', done)
    document.addEventListener('visibilitychange', seen)
    signal.addEventListener('abort', done)
  })
}
