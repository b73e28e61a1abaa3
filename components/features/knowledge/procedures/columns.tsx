'use client'

import { Badge, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Column } from '@/components/patterns/data-table'
import { When } from '@/components/patterns/time/when'
import type { ProcedureRow, ProcedureState } from '@/server/modules/knowledge/contract'

const COLORS: Record<ProcedureState, string> = {
  ...{ draft: 'gray', published: 'green', changed: 'yellow', disabled: 'gray' },
}

export function useProcedureColumns(): Column<ProcedureRow>[] {
  const t = useTranslations('procedures')
  return useMemo(
    () => [
      {
        ...{ id: 'name', title: t('name'), sortable: true, heading: true, width: 280 },
        cell: (row) => row.name,
      },
      {
        ...{ id: 'topic', title: t('topic'), sortable: true, width: 180 },
        cell: (row) => row.topic || <Text c="dimmed">–</Text>,
      },
      {
        ...{ id: 'state', title: t('stateTitle'), width: 190 },
        cell: (row) => (
          <Badge variant="light" color={COLORS[row.state]} tt="none">
            {t(`state.${row.state}`)}
          </Badge>
        ),
      },
      { ...{ id: 'steps', title: t('steps'), align: 'end', width: 80 }, cell: (row) => row.stepCount },
      {
        ...{ id: 'categories', title: t('categories'), align: 'end', width: 120 },
        cell: (row) => row.categoryCount,
      },
      {
        ...{ id: 'runs', title: t('runs'), sortable: true, align: 'end', width: 100 },
        cell: (row) => row.runCount,
      },
      {
        ...{ id: 'updated', title: t('updated'), sortable: true, optional: true, width: 180 },
        cell: (row) => <When at={row.updatedAt} />,
      },
    ],
    [t],
  )
}
