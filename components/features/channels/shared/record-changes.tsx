'use client'

import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { RestoreEntry } from '@/components/patterns/history/restore-entry'
import type { AuditView } from '@/server/modules/accounts/contract'
import { useRecordWords } from './use-record-words'
import { useRefreshChannels } from './use-refresh'

/** Kinds of records of this module, as the audit log names them. */
export const channelEntities = ['channel', 'calendar', 'category', 'wrap_up']

export function RecordChanges({ entry }: { entry: AuditView }) {
  const words = useRecordWords()
  return (
    <ChangeTable
      before={words.flatten(entry.before)}
      after={words.flatten(entry.after)}
      nameOf={words.nameOf}
      show={words.show}
    />
  )
}

const notUndone = ['merged', 'secret_made', 'secret_retired', 'key_made', 'key_retired']

/** Back to before the entry, for those who may; what was deleted is made again. */
export function RestoreRecord({ entry }: { entry: AuditView }) {
  const t = useTranslations('channels.history')
  const { channels } = useTRPCClient()
  const allowed = useCan()
  const refresh = useRefreshChannels()
  const permission = entry.entity === 'organization' ? 'settings.write' : 'channels.write'
  if (!entry.before || notUndone.includes(entry.action) || !allowed(permission)) return null
  const call = (entryId: string) => {
    if (entry.entity === 'channel') return channels.restoreChannel.mutate({ entryId })
    if (entry.entity === 'organization') return channels.restoreThresholds.mutate({ entryId })
    if (entry.entity === 'calendar') return channels.restoreCalendar.mutate({ entryId })
    return channels.restoreNode.mutate({ entryId })
  }
  const restore = async (entryId: string) => {
    const result = await call(entryId)
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
