import { useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/components/client/trpc'

/** Everything about external IMs is read anew. */
export function useRefreshIm(): () => Promise<void> {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return () => queries.invalidateQueries(trpc.im.pathFilter())
}
