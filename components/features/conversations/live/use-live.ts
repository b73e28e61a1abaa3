'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { useCan, useMe } from '@/components/client/me'
import { createLive, type Live } from './live'
import type { LiveState } from './live-state'
import type { Store } from './store'

let running: { live: Live; users: number; ending: ReturnType<typeof setTimeout> | null } | null = null
/** Going from page to page must not close and open the stream. */
const LINGER_MS = 2_000

function liveOf(agentId: string): Live {
  if (running && running.live.agentId !== agentId) {
    running.live.stop()
    running = null
  }
  running ??= { live: createLive(agentId), users: 0, ending: null }
  return running.live
}

function hold(live: Live): () => void {
  const entry = running
  if (entry?.live !== live) return () => {}
  if (entry.ending) clearTimeout(entry.ending)
  entry.ending = null
  entry.users += 1
  if (entry.users === 1 && !live.stream()) live.start()
  return () => {
    entry.users -= 1
    if (entry.users > 0) return
    entry.ending = setTimeout(() => {
      live.stop()
      if (running === entry) running = null
    }, LINGER_MS)
  }
}

/** The one live state of this tab; null for those who receive no conversations. */
export function useLive(): Live | null {
  const agentId = useAgentId()
  const [live] = useState(() => (agentId && typeof window !== 'undefined' ? liveOf(agentId) : null))
  useEffect(() => (live ? hold(live) : undefined), [live])
  return live
}

/** The own agent id, for those who receive conversations. */
export function useAgentId(): string | null {
  const me = useMe()
  const can = useCan()
  return can('agent.receive') ? me.agentId : null
}

const never = () => () => {}

/** A part of a store; the part must keep its identity while it does not change. */
export function useStore<T, P>(store: Store<T> | undefined, part: (value: T) => P, none: P): P {
  const read = () => (store ? part(store.get()) : none)
  return useSyncExternalStore(store?.subscribe ?? never, read, () => none)
}

export function useLiveState<P>(live: Live | null, part: (state: LiveState) => P, none: P): P {
  return useStore(live?.store, part, none)
}
