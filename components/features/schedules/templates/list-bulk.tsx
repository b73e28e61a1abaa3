'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCircleCheck, IconCircleOff, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { BulkSchedule } from '@/server/modules/schedules/contract'
import { useRefreshTemplates } from './use-acts'

type Row = { id: string; name: string; version: number }
type Props = { what: 'templates' | 'rotations'; rows: Row[]; onDone: () => void }

const icons = { enable: IconCircleCheck, disable: IconCircleOff, delete: IconTrash }

/** For all ticked lines; what is in use or was changed meanwhile stays and is named. */
export function ListBulk({ what, rows, onDone }: Props) {
  const t = useTranslations('shiftTemplates')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const refresh = useRefreshTemplates()
  const failure = useFailureText()

  async function run(step: BulkSchedule['step']): Promise<void> {
    const question = {
      title: t('bulk.deleteTitle', { count: rows.length }),
      body: t('bulk.deleteBody'),
      confirm: t('row.delete'),
      danger: true,
    }
    if (step === 'delete' && !(await confirm(question))) return
    const input = { step, items: rows.map(({ id, version }) => ({ id, version })) }
    try {
      const { done, refused } =
        what === 'templates'
          ? await client.schedules.changeTemplates.mutate(input)
          : await client.schedules.changeRotations.mutate(input)
      const names = refused.map(({ id }) => rows.find((row) => row.id === id)?.name ?? '').join(', ')
      if (done > 0) notifications.show({ color: 'green', message: t('bulk.done', { count: done }) })
      if (refused.length > 0)
        notifications.show({ color: 'orange', message: t('bulk.refused', { names }), autoClose: false })
      onDone()
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await refresh()
  }

  return (['enable', 'disable', 'delete'] as const).map((step) => {
    const Icon = icons[step]
    return (
      <Button
        key={step}
        size="compact-sm"
        variant="default"
        leftSection={<Icon size={14} />}
        onClick={() => void run(step)}
      >
        {t(`row.${step}`)}
      </Button>
    )
  })
}
