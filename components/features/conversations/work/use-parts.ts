'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AskedView, ParticipantView } from '@/server/http/v1/work-contract'
import { useAgentId, useLive } from '../live/use-live'
import { workApi } from './work-api'

const nobody: ParticipantView[] = []

/** Who takes part besides the holder. Asked anew when the log says that it changed. */
export function useParticipants(id: string, lastSeq: number): ParticipantView[] {
  const query = useQuery({
    queryKey: ['workspace', 'participants', id, lastSeq],
    queryFn: async () => (await workApi.participants(id)).items,
    staleTime: 60_000,
    placeholderData: (before, asked) => (asked?.queryKey[2] === id ? before : undefined),
  })
  return query.data ?? nobody
}

/** The own open part in a conversation that somebody else holds. */
export function useOwnPart(participants: readonly ParticipantView[]): ParticipantView | null {
  const me = useAgentId()
  return participants.find(({ userId, leftAt }) => userId === me && leftAt === null) ?? null
}

const none: AskedView[] = []
const POLL_MS = 20_000

/** Where one was asked for help; kept current by the stream. */
export function useAsked(): AskedView[] {
  const live = useLive()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['workspace', 'asked'],
    queryFn: async () => {
      const { items } = await workApi.asked()
      live?.loader.put(items.map(({ conversation }) => conversation))
      return items
    },
    enabled: live !== null,
    refetchInterval: POLL_MS,
  })
  useEffect(
    () =>
      live?.onEvent(({ type, detail }) => {
        const mine = type === 'participants' && detail?.userId === live.agentId
        if (mine || type === 'ended') void client.invalidateQueries({ queryKey: ['workspace', 'asked'] })
      }),
    [live, client],
  )
  return query.data ?? none
}
