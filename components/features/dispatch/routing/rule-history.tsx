'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { RestoreEntry } from '@/components/patterns/history/restore-entry'
import type { AuditView } from '@/server/modules/accounts/contract'
import { ruleConditions } from '@/server/modules/dispatch/contract'
import { useConditionWords } from './use-condition-words'
import { type Routing, useMayWrite, useRefreshRouting } from './use-routing'

type Props = { id: string; routing: Routing; onClose: () => void }

export function RuleHistory({ id, routing, onClose }: Props) {
  const t = useTranslations('routing.history')
  const trpc = useTRPC()
  const flatten = useFlat(routing)
  return (
    <HistoryDrawer
      title={t('title')}
      history={useQuery(trpc.dispatch.listRuleHistory.queryOptions({ id }))}
      changes={(entry) => (
        <ChangeTable
          before={flatten(entry.before)}
          after={flatten(entry.after)}
          nameOf={(field) => (field in fields ? t(`field.${field as keyof typeof fields}`) : field)}
        />
      )}
      wayBack={(entry) => <RestoreRule entry={entry} />}
      onClose={onClose}
    />
  )
}

const fields = { name: true, enabled: true, groupName: true, priorityBoost: true, position: true }

/** One row per condition, by its name; the group by the name it had. */
function useFlat(routing: Routing) {
  const wordsOf = useConditionWords(routing)
  return (snapshot: Record<string, unknown> | null): Record<string, unknown> | null => {
    if (!snapshot) return null
    const { conditions, groupId: _, ...rest } = snapshot
    const words = wordsOf(ruleConditions.safeParse(conditions).data ?? {})
    return { ...rest, ...Object.fromEntries(words.map(({ label, text }) => [label, text])) }
  }
}

/** Back to before the entry, for those who may; a deleted rule is made again. */
function RestoreRule({ entry }: { entry: AuditView }) {
  const t = useTranslations('routing.history')
  const client = useTRPCClient()
  const refresh = useRefreshRouting()
  const mayWrite = useMayWrite()
  if (!entry.before || !mayWrite) return null
  const restore = async (entryId: string) => {
    try {
      return await client.dispatch.restoreRule.mutate({ entryId })
    } finally {
      await refresh()
    }
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
