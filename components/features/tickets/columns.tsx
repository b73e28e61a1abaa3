'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Column } from '@/components/patterns/data-table'
import { When } from '@/components/patterns/time/when'
import type { TicketRow } from '@/server/modules/tickets/contract'
import { DueMark, PriorityBadge, StatusBadge } from './marks'

export function useTicketColumns(typeName: (key: string) => string): Column<TicketRow>[] {
  const t = useTranslations('tickets')
  return useMemo(() => {
    const quiet = (text: string) => <Text c="dimmed">{text}</Text>
    return [
      {
        ...{ id: 'number', title: t('number'), sortable: true, width: 90 },
        cell: (row) => `T-${row.number}`,
      },
      {
        ...{ id: 'title', title: t('name'), sortable: true, heading: true, width: 260 },
        cell: (row) => row.title,
      },
      {
        ...{ id: 'status', title: t('statusTitle'), sortable: true, width: 190 },
        cell: (row) => <StatusBadge status={row.status} />,
      },
      {
        ...{ id: 'priority', title: t('priorityTitle'), sortable: true, width: 100 },
        cell: (row) => <PriorityBadge priority={row.priority} />,
      },
      {
        ...{ id: 'due', title: t('due'), sortable: true, width: 240 },
        cell: (row) => <DueMark ticket={row} />,
      },
      {
        ...{ id: 'customer', title: t('customer'), width: 150 },
        cell: (row) => row.customer?.name ?? quiet(t('noCustomer')),
      },
      {
        ...{ id: 'assignee', title: t('assignee'), sortable: true, width: 140 },
        cell: (row) => row.assignee?.name ?? quiet(t('nobody')),
      },
      {
        ...{ id: 'group', title: t('group'), width: 140 },
        cell: (row) => row.group?.name ?? quiet(t('noGroup')),
      },
      {
        ...{ id: 'type', title: t('type'), optional: true, width: 120 },
        cell: (row) => typeName(row.type),
      },
      {
        ...{ id: 'created', title: t('created'), sortable: true, optional: true, width: 180 },
        cell: (row) => <When at={row.createdAt} />,
      },
      {
        ...{ id: 'updated', title: t('updated'), sortable: true, optional: true, width: 180 },
        cell: (row) => <When at={row.updatedAt} />,
      },
    ]
  }, [t, typeName])
}
