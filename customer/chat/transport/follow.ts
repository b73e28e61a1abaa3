import type { StreamEvent } from '@/server/http/v1/contract'
import { ApiError } from './api'
import { backOff } from './back-off'
import { readStream } from './read-stream'
import { type CustomerSession, isExpired } from './session'

export type FollowPorts = {
  base: string
  session: CustomerSession
  /** Last log entry seen, asked for anew at every connection. */
  cursor: () => number
  onEvent: (event: StreamEvent) => void
  onLink: (link: 'connecting' | 'live' | 'lost') => void
  /** The server refuses for good: not this customer's conversation, or gone. */
  onRefused: (code: string) => void
  fetcher?: typeof fetch
}

/**
 * Keeps one conversation's stream connected until stopped: resumes strictly after the last log entry
 * seen, backs off with jitter, and tries at once when the network or the page comes back.
 */
export function follow(conversationId: string, ports: FollowPorts) {
  let stopped = false
  let failures = 0
  let connection = new AbortController()
  let wake: (() => void) | null = null
  let atOnce = false

  const connectOnce = async () => {
    connection = new AbortController()
    const token = await ports.session.token()
    await readStream({
      url: `${ports.base}/conversations/${conversationId}/events`,
      token,
      after: ports.cursor(),
      signal: connection.signal,
      fetcher: ports.fetcher,
      onEvent: (event) => {
        if (stopped) return
        failures = 0
        ports.onLink('live')
        ports.onEvent(event)
      },
    }).catch(async (error: unknown) => {
      if (isExpired(error)) await ports.session.renewed(token)
      throw error
    })
  }

  const run = async () => {
    while (!stopped) {
      ports.onLink('connecting')
      const error = await connectOnce().then(
        () => null,
        (thrown: unknown) => thrown,
      )
      if (stopped) return
      const refused = error instanceof ApiError && !error.passing && error.status !== 401
      if (refused) return ports.onRefused(error.code)
      ports.onLink('lost')
      failures += 1
      await pause(error instanceof ApiError ? error.retryAfterMs : undefined)
    }
  }

  const pause = (askedMs?: number) =>
    new Promise<void>((resolve) => {
      const waitMs = atOnce ? 0 : Math.max(askedMs ?? 0, backOff(failures - 1, Math.random()))
      atOnce = false
      const timer = setTimeout(() => wake?.(), waitMs)
      wake = () => {
        wake = null
        clearTimeout(timer)
        resolve()
      }
    })

  void run()
  return {
    /** The network or the page came back: do not wait for the next try. */
    hurry() {
      failures = 0
      wake?.()
    },
    /** Drops the present connection and resumes at once (it may be dead without knowing). */
    reconnect() {
      failures = 0
      atOnce = wake === null
      if (wake) wake()
      else connection.abort()
    },
    stop() {
      stopped = true
      connection.abort()
      wake?.()
    },
  }
}

export type Following = ReturnType<typeof follow>
