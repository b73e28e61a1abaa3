'use client'

import { useMemo, useState } from 'react'
import { emptyState } from '../live/live-state'
import { createLoader } from '../live/loader'
import { createStore } from '../live/store'
import { useLive } from '../live/use-live'
import type { Source } from './use-conversation'

/** The live state of an agent; for others, who only look, one of their own without a stream. */
export function useSource(): Source {
  const live = useLive()
  const [own] = useState(() => {
    const store = createStore(emptyState(''))
    return { store, loader: createLoader(store) }
  })
  return useMemo(
    () =>
      live
        ? { store: live.store, loader: live.loader, live, agentId: live.agentId }
        : { ...own, live: null, agentId: null },
    [live, own],
  )
}
