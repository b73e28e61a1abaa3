'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRestore } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { AuditView } from '@/server/modules/accounts/contract'

type Props = { entry: AuditView; restore: (entryId: string) => Promise<unknown> }

/** No state to go back to: the record was made by it, or only its place among others was changed. */
const without = ['created', 'imported', 'reordered']

export function RestoreEntry({ entry, restore }: Props) {
  const t = useTranslations('history')
  const confirm = useConfirm()
  const text = useFailureText()
  const going = useMutation({
    mutationFn: () => restore(entry.id),
    onSuccess: () => notifications.show({ color: 'green', message: t('restored') }),
    onError: (error) => notifications.show({ color: 'red', message: text(error) }),
  })
  if (without.includes(entry.action)) return null
  const ask = async () => {
    const question = { title: t('restoreTitle'), body: t('restoreBody'), confirm: t('restore') }
    if (await confirm(question)) going.mutate()
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconRestore size={14} />}
      loading={going.isPending}
      onClick={() => void ask()}
    >
      {t('restore')}
    </Button>
  )
}
