'use client'

import { useEffect, useRef } from 'react'
import { agentApi } from '../live/agent-api'

/** Told again after so long, because the other side forgets it. */
const AGAIN_MS = 4_000
const IDLE_MS = 5_000

/** Tells the customer that somebody types, and when they stopped. */
export function useTypingSignal(conversationId: string) {
  const told = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const stop = useRef(() => {})
  stop.current = () => {
    clearTimeout(timer.current)
    if (told.current === 0) return
    told.current = 0
    agentApi.typing(conversationId, false).catch(() => {})
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: leaving this conversation ends it there.
  useEffect(() => {
    const leave = stop.current
    return () => leave()
  }, [conversationId])
  return {
    stop: () => stop.current(),
    typed: () => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => stop.current(), IDLE_MS)
      if (Date.now() - told.current < AGAIN_MS) return
      told.current = Date.now()
      agentApi.typing(conversationId, true).catch(() => {})
    },
  }
}
