'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '@/components/client/trpc'
import type { NotificationPreferences } from '@/server/modules/accounts/contract'

type Change = {
  sound?: boolean | undefined
  desktop?: boolean | undefined
  mail?: Partial<Record<'mentions' | 'roster' | 'alarms', boolean | undefined>>
}

/** What one is told by, kept with the person: the same in every browser. Shown as changed at once. */
export function useNotificationSettings() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const query = trpc.accounts.getNotifications.queryOptions(undefined, { staleTime: 60_000 })
  const stored = useQuery(query)
  const save = useMutation(
    trpc.accounts.setNotifications.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.accounts.getNotifications.queryFilter()),
    }),
  )
  const view = stored.data
  function change(next: Change): void {
    if (!view) return
    const merged = { ...view.own, ...next, mail: { ...view.own.mail, ...next.mail } }
    const own = JSON.parse(JSON.stringify(merged)) as NotificationPreferences
    queries.setQueryData(query.queryKey, { ...view, own })
    save.mutate(own)
  }
  return {
    view,
    failure: stored.isError ? stored.error : null,
    retry: () => void stored.refetch(),
    /** Undefined takes one's own word back. */
    change,
    sound: view?.own.sound ?? view?.defaults.sound ?? false,
    desktop: view?.own.desktop ?? view?.defaults.desktop ?? false,
  }
}
