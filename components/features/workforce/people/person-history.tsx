'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { HistoryEntries } from '@/components/patterns/history/history-drawer'
import { RestoreEntry } from '@/components/patterns/history/restore-entry'
import type { AuditView } from '@/server/modules/accounts/contract'
import { usePersonWords } from './person-words'
import { useRefreshPeople } from './use-people'
import { useReasonText } from './use-reason-text'

export function PersonHistory({ id }: { id: string }) {
  const trpc = useTRPC()
  return (
    <HistoryEntries
      history={useQuery(trpc.workforce.people.history.queryOptions({ id }))}
      changes={(entry) => (entry.before || entry.after) && <PersonChanges entry={entry} />}
      wayBack={(entry) => <RestorePerson entry={entry} />}
    />
  )
}

/** What an entry changed of a person, in words. */
export function PersonChanges({ entry }: { entry: AuditView }) {
  const words = usePersonWords()
  return (
    <ChangeTable
      before={words.flatten(entry.before)}
      after={words.flatten(entry.after)}
      nameOf={words.nameOf}
      show={words.show}
    />
  )
}

/** Entries that hold the whole person, and were not about whether they are disabled. */
const undone = ['updated', 'imported', 'restored', 'deleted']

export function RestorePerson({ entry }: { entry: AuditView }) {
  const t = useTranslations('people.history')
  const client = useTRPCClient()
  const allowed = useCan()
  const refresh = useRefreshPeople()
  const refusal = useReasonText()
  if (entry.entity !== 'user' || !undone.includes(entry.action) || !entry.before?.user) return null
  if (!allowed('agents.write')) return null
  const restore = async (entryId: string) => {
    const result = await client.workforce.people.restore.mutate({ entryId })
    await refresh()
    return result
  }
  return (
    <RestoreEntry
      entry={entry}
      restore={restore}
      words={{ body: t('restoreBody') }}
      done={({ leftOut }) => t('restored', { leftOut })}
      refusal={refusal}
    />
  )
}
