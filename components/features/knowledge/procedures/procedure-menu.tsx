'use client'

import {
  IconBan,
  IconCircleCheck,
  IconCopy,
  IconHistory,
  IconPencil,
  IconTrash,
  IconWorld,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { RowMenu } from '@/components/patterns/row-menu/row-menu'
import type { ProcedureAct, ProcedureRow } from '@/server/modules/knowledge/contract'
import { useChangeProcedures } from './use-change-procedures'

type Props = { row: ProcedureRow; onOpen: () => void; onCopy: () => void; onHistory: () => void }

export function ProcedureMenu({ row, onOpen, onCopy, onHistory }: Props) {
  const words = useTranslations('channels.row')
  const t = useTranslations('procedures')
  const change = useChangeProcedures()
  const run = (act: ProcedureAct) => () => void change([row], act)
  return (
    <RowMenu
      name={row.name}
      acts={[
        { key: 'edit', label: words('edit'), icon: IconPencil, onClick: onOpen },
        { key: 'copy', label: words('duplicate'), icon: IconCopy, onClick: onCopy },
        row.state !== 'published' && {
          ...{ key: 'publish', label: t('publish'), icon: IconWorld, onClick: run('publish') },
        },
        row.state === 'disabled'
          ? { key: 'enable', label: words('enable'), icon: IconCircleCheck, onClick: run('enable') }
          : { key: 'disable', label: words('disable'), icon: IconBan, onClick: run('disable') },
        { key: 'history', label: words('history'), icon: IconHistory, onClick: onHistory },
        {
          ...{ key: 'delete', label: words('delete'), icon: IconTrash, danger: true },
          onClick: run('delete'),
        },
      ]}
    />
  )
}
