'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRestore } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { ChangeTable } from '@/components/patterns/audit/change-table'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
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
  const client = useTRPCClient()
  const allowed = useCan()
  const confirm = useConfirm()
  const refresh = useRefreshChannels()
  const text = useFailureText()
  const restore = useMutation({
    mutationFn: () => {
      if (entry.entity === 'channel') return client.channels.restoreChannel.mutate({ entryId: entry.id })
      if (entry.entity === 'organization')
        return client.channels.restoreThresholds.mutate({ entryId: entry.id })
      if (entry.entity === 'calendar') return client.channels.restoreCalendar.mutate({ entryId: entry.id })
      return client.channels.restoreNode.mutate({ entryId: entry.id })
    },
    onSuccess: async ({ leftOut }) => {
      await refresh()
      notifications.show({ color: 'green', message: t('restored', { leftOut }) })
    },
    onError: (error) => notifications.show({ color: 'red', message: text(error) }),
  })
  const permission = entry.entity === 'organization' ? 'settings.write' : 'channels.write'
  if (!entry.before || notUndone.includes(entry.action) || !allowed(permission)) return null
  async function ask(): Promise<void> {
    const question = { title: t('restoreTitle'), body: t('restoreBody'), confirm: t('restore') }
    if (await confirm(question)) restore.mutate()
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
