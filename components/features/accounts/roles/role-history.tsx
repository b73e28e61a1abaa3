'use client'

import { Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRestore } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { useAuditNames } from '@/components/patterns/audit/names'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import type { AuditView } from '@/server/modules/accounts/contract'
import { useRoleFields } from './use-role-fields'
import { useRefreshAccounts } from './use-roles'

export function RoleHistory({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('roles.history')
  const trpc = useTRPC()
  const history = useQuery(trpc.accounts.listRoleHistory.queryOptions({ id }))
  return (
    <Drawer opened onClose={onClose} position="right" size={640} title={t('title')}>
      {history.isError && <FailedState error={history.error} retry={() => void history.refetch()} />}
      {history.isPending && (
        <Late>
          <Skeleton h={160} />
        </Late>
      )}
      {history.data?.total === 0 && <Text c="dimmed">{t('none')}</Text>}
      <Stack gap="xl">
        {history.data?.rows.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </Stack>
    </Drawer>
  )
}

function Entry({ entry }: { entry: AuditView }) {
  const names = useAuditNames()
  return (
    <section>
      <Group justify="space-between" gap="xs" mb="xs">
        <Text size="sm">
          <b>{entry.actorName}</b> · {names.action(entry.action)} · <When at={entry.at} />
        </Text>
        <RestoreRole entry={entry} />
      </Group>
      {(entry.before || entry.after) && <RoleChanges entry={entry} />}
    </section>
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
  const trpc = useTRPC()
  const allowed = useCan()
  const confirm = useConfirm()
  const refresh = useRefreshAccounts()
  const text = useFailureText()
  const restore = useMutation(
    trpc.accounts.restoreRole.mutationOptions({
      onSuccess: async () => {
        await refresh()
        notifications.show({ color: 'green', message: t('restored') })
      },
      onError: (error) => notifications.show({ color: 'red', message: text(error) }),
    }),
  )
  if (!entry.before || !allowed('roles.write')) return null
  async function ask(): Promise<void> {
    const question = { title: t('restoreTitle'), body: t('restoreBody'), confirm: t('restore') }
    if (await confirm(question)) restore.mutate({ entryId: entry.id })
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconRestore size={14} />}
      loading={restore.isPending}
      onClick={() => void ask()}
    >
      {t('restore')}
    </Button>
  )
}
