'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/components/client/trpc'

/** Everything about channels, hours, trees and thresholds is read again. */
export function useRefreshChannels(): () => Promise<void> {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return () => queries.invalidateQueries(trpc.channels.pathFilter())
}
