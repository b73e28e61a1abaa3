'use client'

import { useMutation } from '@tanstack/react-query'
import type { AgentStatusView } from '@/server/http/v1/contract'
import { agentApi } from '../live/agent-api'
import { useLive, useLiveState } from '../live/use-live'

export type OwnStatus = {
  status: AgentStatusView | null
  choose: (status: AgentStatusView['status'], reason?: string) => void
  saving: boolean
  error: unknown
}

/** The own status with what decided it, and the way to choose another. */
export function useOwnStatus(): OwnStatus {
  const live = useLive()
  const status = useLiveState(live, (state) => state.status, null)
  const change = useMutation({
    mutationFn: agentApi.chooseStatus,
    onSuccess: (next) => live?.store.set((state) => ({ ...state, status: next })),
  })
  return {
    status,
    choose: (next, reason) => change.mutate(reason ? { status: next, reason } : { status: next }),
    saving: change.isPending,
    error: change.error,
  }
}
