import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import type { SettingsSection, SettingsValues } from '@/server/modules/accounts/contract'

/** Everything that shows these settings asks again. */
export function useRefreshSettings(): () => Promise<void> {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const router = useRouter()
  return async () => {
    await Promise.all([
      queries.invalidateQueries(trpc.accounts.getSettings.queryFilter()),
      queries.invalidateQueries(trpc.accounts.settingsHistory.queryFilter()),
      queries.invalidateQueries(trpc.accounts.getNotifications.queryFilter()),
      queries.invalidateQueries(trpc.accounts.listAudit.queryFilter()),
    ])
    // Name, logo and accent come with the page itself.
    router.refresh()
  }
}

export function useSaveSection() {
  const client = useTRPCClient()
  return <K extends SettingsSection>(section: K, before: SettingsValues[K], value: SettingsValues[K]) =>
    client.accounts.saveSettings.mutate({ section, before, value } as never)
}
