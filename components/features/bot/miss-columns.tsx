'use client'

import { Badge, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Column } from '@/components/patterns/data-table'
import { When } from '@/components/patterns/time/when'
import type { MissRow } from '@/server/modules/bot/contract'

export type MissLine = MissRow & { id: string }

export function useMissColumns(): Column<MissLine>[] {
  const t = useTranslations('bot.miss')
  const format = useFormatter()
  return useMemo(
    () => [
      {
        ...{ id: 'question', title: t('question'), heading: true },
        cell: (row) => (
          <Text
            size="sm"
            c={row.question ? undefined : 'dimmed'}
            lineClamp={3}
            style={{ whiteSpace: 'pre-wrap' }}
          >
            {row.question || t('gone')}
          </Text>
        ),
      },
      {
        ...{ id: 'kind', title: t('kindTitle'), width: 160 },
        cell: (row) => (
          <Badge color={row.kind === 'missed' ? 'red' : 'yellow'} variant="light">
            {t(`kind.${row.kind}`)}
          </Badge>
        ),
      },
      {
        ...{ id: 'count', title: t('count'), sortable: true, align: 'end', width: 110 },
        cell: (row) => format.number(row.count),
      },
      {
        ...{ id: 'customers', title: t('conversations'), optional: true, align: 'end', width: 130 },
        cell: (row) => format.number(row.customers),
      },
      {
        ...{ id: 'last', title: t('last'), sortable: true, width: 170 },
        cell: (row) => <When at={row.lastAt} />,
      },
      {
        ...{ id: 'mark', title: t('seenTitle'), width: 170 },
        cell: (row) => (row.mark ? t(`mark.${row.mark}`) : t('seen.open')),
      },
    ],
    [t, format],
  )
}
