'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { GroupChanges, RestoreGroup } from './group-changes'

export function GroupHistory({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('groups.history')
  const trpc = useTRPC()
  return (
    <HistoryDrawer
      title={t('title')}
      history={useQuery(trpc.workforce.listGroupHistory.queryOptions({ id }))}
      changes={(entry) => <GroupChanges entry={entry} />}
      wayBack={(entry) => <RestoreGroup entry={entry} />}
      onClose={onClose}
    />
  )
}
