'use client'

import { useQuery } from '@tanstack/react-query'
import { agentApi } from '../live/agent-api'
import type { View } from '../live/live-state'

/** Asked anew after each step that dispatch decided. */
export function useDecisions(view: View) {
  return useQuery({
    queryKey: ['workspace', 'decisions', view.id, view.agent?.id, view.group?.id, view.assignedAt],
    queryFn: async () => (await agentApi.decisions(view.id)).items,
    staleTime: 60_000,
    placeholderData: (before, query) => (query?.queryKey[2] === view.id ? before : undefined),
  })
}
