import { useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/components/client/trpc'
import type { GuideState } from '@/server/modules/setup/contract'

export type StepProps = { guide: GuideState; onDone: () => void }

/** The guide looks again, and so does everything that knows who is signed in. */
export function useRefreshGuide() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return async () => {
    await queries.invalidateQueries(trpc.setup.getGuide.queryFilter())
    await queries.invalidateQueries(trpc.accounts.me.queryFilter())
  }
}
