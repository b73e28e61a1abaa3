'use client'

import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { BulkChange, GroupRow } from '@/server/modules/workforce/contract'
import { useRefreshWorkforce } from './use-groups'

/** One change on several groups, and a word about it. Resolves to whether it was made. */
export function useEditGroups(): (rows: readonly GroupRow[], change: BulkChange) => Promise<boolean> {
  const t = useTranslations('groups')
  const client = useTRPCClient()
  const refresh = useRefreshWorkforce()
  const text = useFailureText()
  return async (rows, change) => {
    try {
      const { changed } = await client.workforce.editGroups.mutate({ ids: rows.map((row) => row.id), change })
      await refresh()
      notifications.show({
        color: 'green',
        message: t('bulk.done', { changed, unchanged: rows.length - changed }),
      })
      return true
    } catch (error) {
      notifications.show({ color: 'red', message: text(error) })
      return false
    }
  }
}
