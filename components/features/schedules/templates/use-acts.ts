'use client'

import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'

/** After any change of templates or rotations every list that shows them is read anew. */
export function useRefreshTemplates(): () => Promise<void> {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return () => queries.invalidateQueries(trpc.schedules.pathFilter())
}

/** Does it, says that it is done, and says why when it is not. */
export function useAct(): (work: () => Promise<unknown>, message: string) => Promise<void> {
  const refresh = useRefreshTemplates()
  const failure = useFailureText()
  return async (work, message) => {
    try {
      await work()
      notifications.show({ color: 'green', message })
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await refresh()
  }
}
