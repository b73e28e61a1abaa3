'use client'

import { useEffect } from 'react'
import { followStream } from '@/components/features/conversations/live/follow-stream'

/** Entries of the conversation for somebody without a stream of their own as an agent. */
export function useWatchStream(id: string | null, onEntry: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stream stays while the conversation does.
  useEffect(() => {
    if (!id) return
    const stopping = new AbortController()
    void followStream(stopping.signal, {
      onEvent: (event) => {
        if (event.conversationId === id) onEntry()
      },
      onConnection: (connection) => {
        if (connection === 'live') onEntry()
      },
      onSignedOut: () => {},
    })
    return () => stopping.abort()
  }, [id])
}
