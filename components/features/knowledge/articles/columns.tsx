'use client'

import { Badge, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Column } from '@/components/patterns/data-table'
import { When } from '@/components/patterns/time/when'
import type { ArticleRow, ArticleState } from '@/server/modules/knowledge/contract'

const COLORS: Record<ArticleState, string> = { draft: 'gray', published: 'green', changed: 'yellow' }

export function useArticleColumns(): Column<ArticleRow>[] {
  const t = useTranslations('knowledge')
  return useMemo(
    () => [
      {
        ...{ id: 'title', title: t('name'), sortable: true, heading: true, width: 280 },
        cell: (row) => row.title,
      },
      {
        ...{ id: 'topic', title: t('topic'), sortable: true, width: 180 },
        cell: (row) => row.topic || <Text c="dimmed">{t('noTopic')}</Text>,
      },
      {
        ...{ id: 'state', title: t('stateTitle'), width: 190 },
        cell: (row) => (
          <Badge variant="light" color={COLORS[row.state]} tt="none">
            {t(`state.${row.state}`)}
          </Badge>
        ),
      },
      {
        ...{ id: 'languages', title: t('languages'), width: 120 },
        cell: (row) => row.languages.map((language) => t(`language.${language}`)).join(', '),
      },
      {
        ...{ id: 'questions', title: t('questions'), align: 'end', width: 90 },
        cell: (row) => row.questionCount,
      },
      {
        ...{ id: 'used', title: t('used'), sortable: true, align: 'end', width: 80 },
        cell: (row) => row.usedCount,
      },
      {
        ...{ id: 'helpful', title: t('helpful'), sortable: true, align: 'end', width: 100 },
        cell: ({ helpfulCount: yes, unhelpfulCount: no }) =>
          yes + no === 0 ? '–' : t('helpfulOf', { yes, all: yes + no }),
      },
      {
        ...{ id: 'valid', title: t('valid'), optional: true, width: 180 },
        cell: ({ validFrom: from, validUntil: until }) => {
          if (from && until) return t('between', { from, until })
          if (from) return t('from', { day: from })
          return until ? t('until', { day: until }) : '–'
        },
      },
      {
        ...{ id: 'updated', title: t('updated'), sortable: true, optional: true, width: 180 },
        cell: (row) => <When at={row.updatedAt} />,
      },
    ],
    [t],
  )
}
