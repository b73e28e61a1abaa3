'use client'

import { IconCopy, IconHistory, IconPencil, IconTrash, IconWorld, IconWorldOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { RowMenu } from '@/components/patterns/row-menu/row-menu'
import type { ArticleRow } from '@/server/modules/knowledge/contract'
import { useChangeArticles } from './use-change-articles'

type Props = { row: ArticleRow; onOpen: () => void; onCopy: () => void; onHistory: () => void }

export function ArticleMenu({ row, onOpen, onCopy, onHistory }: Props) {
  const words = useTranslations('channels.row')
  const t = useTranslations('knowledge')
  const change = useChangeArticles()
  const run = (kind: 'publish' | 'withdraw' | 'delete') => () => void change([row], { kind })
  return (
    <RowMenu
      name={row.title}
      acts={[
        { key: 'edit', label: words('edit'), icon: IconPencil, onClick: onOpen },
        { key: 'copy', label: words('duplicate'), icon: IconCopy, onClick: onCopy },
        row.state !== 'published' && {
          ...{ key: 'publish', label: t('publish'), icon: IconWorld, onClick: run('publish') },
        },
        row.state !== 'draft' && {
          ...{ key: 'withdraw', label: t('withdraw'), icon: IconWorldOff, onClick: run('withdraw') },
        },
        { key: 'history', label: words('history'), icon: IconHistory, onClick: onHistory },
        {
          ...{ key: 'delete', label: words('delete'), icon: IconTrash, danger: true },
          onClick: run('delete'),
        },
      ]}
    />
  )
}
