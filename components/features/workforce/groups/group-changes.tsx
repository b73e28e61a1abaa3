'use client'

import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { RestoreEntry } from '@/components/patterns/history/restore-entry'
import type { AuditView } from '@/server/modules/accounts/contract'
import { useSnapshotWords } from './snapshot-words'
import { useRefreshWorkforce } from './use-groups'

/** What an entry changed in a group, in words. */
export function GroupChanges({ entry }: { entry: AuditView }) {
  const words = useSnapshotWords()
  return (
    <ChangeTable
      before={words.flatten(entry.before)}
      after={words.flatten(entry.after)}
      nameOf={words.nameOf}
      show={words.show}
    />
  )
}

/** Back to before the entry, for those who may; a deleted group is made again. */
export function RestoreGroup({ entry }: { entry: AuditView }) {
  const t = useTranslations('groups.history')
  const client = useTRPCClient()
  const allowed = useCan()
  const refresh = useRefreshWorkforce()
  if (!entry.before || !allowed('groups.write', { groupIds: [entry.entityId] })) return null
  const restore = async (entryId: string) => {
    const result = await client.workforce.restoreGroup.mutate({ entryId })
    await refresh()
    return result
  }
  return (
    <RestoreEntry
      entry={entry}
      restore={restore}
      words={{ body: t('restoreBody') }}
      done={({ leftOut }) => t('restored', { leftOut })}
    />
  )
}
