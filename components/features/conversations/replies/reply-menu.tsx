'use client'

import { notifications } from '@mantine/notifications'
import { IconCopy, IconHistory, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { RowMenu } from '@/components/patterns/row-menu/row-menu'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { QuickReplyView } from '@/server/modules/conversations/contract'

type Props = {
  row: QuickReplyView
  mayChange: boolean
  onOpen: () => void
  onCopy: () => void
  onHistory: () => void
}

export function ReplyMenu({ row, mayChange, onOpen, onCopy, onHistory }: Props) {
  const words = useTranslations('channels.row')
  const remove = useRemove(row)
  return (
    <RowMenu
      name={`/${row.shortcut}`}
      acts={[
        { key: 'edit', label: words(mayChange ? 'edit' : 'view'), icon: IconPencil, onClick: onOpen },
        { key: 'copy', label: words('duplicate'), icon: IconCopy, onClick: onCopy },
        { key: 'history', label: words('history'), icon: IconHistory, onClick: onHistory },
        mayChange && {
          ...{ key: 'delete', label: words('delete'), icon: IconTrash, danger: true },
          onClick: () => void remove(),
        },
      ]}
    />
  )
}

function useRemove(row: QuickReplyView) {
  const t = useTranslations('quickReplies')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  return async () => {
    const question = { title: t('removeTitle', { name: row.shortcut }), body: t('removeBody'), danger: true }
    if (!(await confirm({ ...question, confirm: t('remove') }))) return
    try {
      await client.conversations.deleteQuickReply.mutate({ id: row.id, version: row.version })
      notifications.show({ message: t('removed', { name: row.shortcut }) })
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.conversations.pathFilter())
  }
}
