'use client'

import { useInterval } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { agentApi } from '../live/agent-api'
import type { View } from '../live/live-state'
import { useLive, useLiveState } from '../live/use-live'
import { useAsked } from '../work/use-parts'
import { arrange, type Section } from './sections'

export const tabs = ['mine', 'queue', 'offline', 'ended', 'all'] as const
export type Tab = (typeof tabs)[number]

/** Queues change without a word to those who do not hold them: asked again and again while looked at. */
const POLL_MS = 8_000
/** How often the own list looks at the clock. */
const SETTLE_MS = 5_000
const none: Record<string, View> = {}

export function useMine(): { sections: Section[]; views: Record<string, View>; loaded: boolean } {
  const live = useLive()
  const views = useLiveState(live, (state) => state.views, none)
  const loaded = useLiveState(live, (state) => state.loaded, false)
  const agentId = live?.agentId ?? ''
  const asked = useAsked()
  const [tick, setTick] = useState(0)
  useInterval(() => setTick((count) => count + 1), SETTLE_MS, { autoInvoke: true })
  // biome-ignore lint/correctness/useExhaustiveDependencies: snoozes and the work after the end run out with time.
  const sections = useMemo(() => {
    const ids = new Set(asked.map(({ conversation }) => conversation.id))
    return arrange(Object.values(views), agentId, Date.now(), ids)
  }, [views, agentId, asked, tick])
  return { sections, views, loaded }
}

/** One of the lists that the stream does not keep. */
export function useAskedList(name: Exclude<Tab, 'mine' | 'all'>, shown: boolean) {
  const live = useLive()
  const query = useQuery({
    queryKey: ['workspace', 'list', name],
    queryFn: async () => (await agentApi.list(name)).items,
    enabled: live !== null && (shown || name !== 'ended'),
    refetchInterval: POLL_MS,
  })
  useEffect(() => {
    if (query.data) live?.loader.put(query.data)
  }, [live, query.data])
  return query
}
