'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { RestoreEntry } from '@/components/patterns/history/restore-entry'
import type { AuditView } from '@/server/modules/accounts/contract'
import { useRoleFields } from './use-role-fields'
import { useRefreshAccounts } from './use-roles'

export function RoleHistory({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('roles.history')
  const trpc = useTRPC()
  return (
    <HistoryDrawer
      title={t('title')}
      history={useQuery(trpc.accounts.listRoleHistory.queryOptions({ id }))}
      changes={(entry) => (entry.before || entry.after) && <RoleChanges entry={entry} />}
      wayBack={(entry) => <RestoreRole entry={entry} />}
      onClose={onClose}
    />
  )
}

/** What an entry changed of a role, permission by permission. */
export function RoleChanges({ entry }: { entry: AuditView }) {
  const { flatten, nameOf } = useRoleFields()
  return <ChangeTable before={flatten(entry.before)} after={flatten(entry.after)} nameOf={nameOf} />
}

/** Back to before the entry; a deleted role is made again. */
export function RestoreRole({ entry }: { entry: AuditView }) {
  const t = useTranslations('roles.history')
  const client = useTRPCClient()
  const allowed = useCan()
  const refresh = useRefreshAccounts()
  if (!entry.before || !allowed('roles.write')) return null
  const restore = async (entryId: string) => {
    await client.accounts.restoreRole.mutate({ entryId })
    await refresh()
  }
  return <RestoreEntry entry={entry} restore={restore} words={{ body: t('restoreBody') }} />
}
