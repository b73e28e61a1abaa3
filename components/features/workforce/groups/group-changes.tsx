'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRestore } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
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
  const t = useTranslations('groups')
  const trpc = useTRPC()
  const allowed = useCan()
  const confirm = useConfirm()
  const refresh = useRefreshWorkforce()
  const text = useFailureText()
  const restore = useMutation(
    trpc.workforce.restoreGroup.mutationOptions({
      onSuccess: async ({ leftOut }) => {
        await refresh()
        notifications.show({ color: 'green', message: t('history.restored', { leftOut }) })
      },
      onError: (error) => notifications.show({ color: 'red', message: text(error) }),
    }),
  )
  if (!entry.before || !allowed('groups.write', { groupIds: [entry.entityId] })) return null
  async function ask(): Promise<void> {
    const question = {
      title: t('history.restoreTitle'),
      body: t('history.restoreBody'),
      confirm: t('history.restore'),
    }
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
      {t('history.restore')}
    </Button>
  )
}
