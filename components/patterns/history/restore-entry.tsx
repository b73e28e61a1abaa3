'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRestore } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { AuditView } from '@/server/modules/accounts/contract'

type Props<T> = {
  entry: AuditView
  /** Goes back to before the entry, and reads again what that changed. */
  restore: (entryId: string) => Promise<T>
  /** In the module's own words, where they say more than the general ones. */
  words?: { restore?: string; title?: string; body?: string }
  /** What came of it, where more than "restored" is to be said. */
  done?: (result: T) => string
  /** Why it was refused, in the module's words; null = in general ones. */
  refusal?: (error: unknown) => string | null
}

/** The way back to before an entry; whoever draws it says whether there is one. */
export function RestoreEntry<T>({ entry, restore, words = {}, done, refusal }: Props<T>) {
  const t = useTranslations('history')
  const confirm = useConfirm()
  const text = useFailureText()
  const going = useMutation({
    mutationFn: () => restore(entry.id),
    onSuccess: (result) => notifications.show({ color: 'green', message: done?.(result) ?? t('restored') }),
    onError: (error) => notifications.show({ color: 'red', message: refusal?.(error) ?? text(error) }),
  })
  const ask = async () => {
    const question = {
      title: words.title ?? t('restoreTitle'),
      body: words.body ?? t('restoreBody'),
      confirm: words.restore ?? t('restore'),
    }
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
      {words.restore ?? t('restore')}
    </Button>
  )
}

/** No state to go back to: the record was made by it, or only its place among others was changed. */
const without = ['created', 'imported', 'reordered']

export const hasWayBack = ({ action }: AuditView): boolean => !without.includes(action)
