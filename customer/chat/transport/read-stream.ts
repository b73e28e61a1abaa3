import type { StreamEvent } from '@/server/http/v1/contract'
import { ApiError, refusal } from './api'
import { createSseParser } from './sse-parser'

/** Heartbeats come every 15 s; a stream silent for longer than this is dead. */
export const SILENCE_MS = 40_000

export type StreamRequest = {
  url: string
  token: string
  /** Last log entry seen. */
  after: number
  signal: AbortSignal
  onEvent: (event: StreamEvent) => void
  fetcher?: typeof fetch
}

/**
 * Reads one connection to its end. EventSource cannot send the Authorization header, hence fetch.
 * Returns when the server closes; throws ApiError when refused, cut or silent for too long.
 */
export async function readStream({ url, token, after, signal, onEvent, fetcher = fetch }: StreamRequest) {
  const silence = new AbortController()
  const stop = () => silence.abort()
  let timer = setTimeout(stop, SILENCE_MS)
  signal.addEventListener('abort', stop)
  try {
    const answer = await fetcher(`${url}?after=${after}`, {
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'text/event-stream',
        'Last-Event-ID': String(after),
      },
      cache: 'no-store',
      signal: silence.signal,
    })
    if (!answer.ok || !answer.body) throw await refusal(answer)
    const parse = createSseParser(({ event, data }) =>
      onEvent({ ...(JSON.parse(data) as StreamEvent), type: event }),
    )
    const reader = answer.body.getReader()
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      clearTimeout(timer)
      timer = setTimeout(stop, SILENCE_MS)
      parse(decoder.decode(value, { stream: true }))
    }
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError('network', 0)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    stop()
  }
}
