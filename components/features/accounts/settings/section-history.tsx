'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { RestoreEntry } from '@/components/patterns/history/restore-entry'
import { type AuditView, type SettingsSection, sectionKeys } from '@/server/modules/accounts/contract'
import { SectionChanges } from './section-changes'
import { useRefreshSettings } from './use-section'

export function SectionHistory({ section, onClose }: { section: SettingsSection; onClose: () => void }) {
  const trpc = useTRPC()
  return (
    <HistoryDrawer
      history={useQuery(trpc.accounts.settingsHistory.queryOptions({ section }))}
      changes={({ before, after }) => <SectionChanges section={section} before={before} after={after} />}
      wayBack={(entry) => <RestoreSettings entry={entry} />}
      onClose={onClose}
    />
  )
}

/** Back to what the section was before the entry. */
export function RestoreSettings({ entry }: { entry: AuditView }) {
  const t = useTranslations('settings')
  const client = useTRPCClient()
  const allowed = useCan()
  const refresh = useRefreshSettings()
  const known = (sectionKeys as string[]).includes(entry.entityId)
  if (!entry.before || !known || !allowed('settings.write')) return null
  const restore = async (entryId: string) => {
    await client.accounts.restoreSettings.mutate({ entryId })
    await refresh()
  }
  const words = { restore: t('restore'), title: t('restoreTitle'), body: t('restoreBody') }
  return <RestoreEntry entry={entry} restore={restore} words={words} done={() => t('restored')} />
}
