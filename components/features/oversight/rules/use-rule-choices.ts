import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '@/components/client/trpc'

/** What a rule can be about and whom it can tell. */
export function useRuleChoices() {
  const trpc = useTRPC()
  return useQuery(trpc.oversight.alarmRuleChoices.queryOptions(undefined, { staleTime: 30_000 })).data
}
