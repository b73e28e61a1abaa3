'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { agentApi } from '../live/agent-api'
import type { Live } from '../live/live'
import { isHeldBy, type LiveState, type Log, type View } from '../live/live-state'
import type { Loader } from '../live/loader'
import type { Store } from '../live/store'
import { useLiveState, useStore } from '../live/use-live'

/** Where the workspace keeps what it shows; supervisors have one without a stream. */
export type Source = { store: Store<LiveState>; loader: Loader; live: Live | null; agentId: string | null }

export type Shown = { view: View | null; log: Log | null; error: unknown; reload: () => void; mine: boolean }

/** What nobody streams to this person is asked for again, while it is open. */
const POLL_MS = 5_000

/** A conversation: at once from what is held, then refreshed. */
export function useConversation(source: Source, id: string): Shown {
  const { store, loader } = source
  const view = useStore(store, (state) => state.views[id] ?? null, null)
  const log = useStore(store, (state) => state.logs[id] ?? null, null)
  const mine = view !== null && isHeldBy(view, source.agentId)
  const query = useQuery({
    queryKey: ['workspace', 'conversation', id],
    queryFn: async () => {
      await loader.view(id)
      if (!store.get().views[id]) await agentApi.conversation(id)
      await loader.log(id)
      return true
    },
    staleTime: 0,
    refetchInterval: log && (mine || view?.endedAt) ? false : POLL_MS,
  })
  const { refetch, isError } = query
  const reload = () => void refetch()
  // It was somebody else's when it was asked for, and has come back since.
  useEffect(() => {
    if (mine && isError) void refetch()
  }, [mine, isError, refetch])
  return { view, log, error: query.error, reload, mine }
}

/** Tells the server (and so the customer) how far this agent has read, while the page is looked at. */
export function useReadMark(source: Source, view: View | null): void {
  const id = view?.id
  const due = view !== null && isHeldBy(view, source.agentId) && view.agentReadSeq < view.lastSeq
  const seq = view?.lastSeq ?? 0
  useEffect(() => {
    if (!due || !id) return
    const mark = () => {
      if (document.visibilityState !== 'visible' || !document.hasFocus()) return
      agentApi.read(id, seq).then(
        (fresh) => source.loader.put([fresh]),
        () => {},
      )
    }
    mark()
    window.addEventListener('focus', mark)
    return () => window.removeEventListener('focus', mark)
  }, [due, id, seq, source])
}

/** What the customer has typed and not sent; null where nothing is shown. */
export const usePreview = (live: Live | null, id: string): string | null =>
  useLiveState(live, (state) => state.previews[id] ?? null, null)

export const useTyping = (live: Live | null, id: string): boolean =>
  useLiveState(live, (state) => id in state.typing, false)
