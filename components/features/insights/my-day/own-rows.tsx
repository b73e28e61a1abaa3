'use client'

import { Drawer, Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { OwnMetric } from '@/server/modules/insights/contract'
import { DetailsTable } from '../reports/details-table'
import { PageTurner } from '../shared/page-turner'
import classes from './my-day.module.css'

const pageSize = 50
type Props = { metric: OwnMetric; span: 'today' | 'week'; timeZone: string; onClose: () => void }

/** The rows behind one of one's own numbers, newest first. */
export function OwnRows({ metric, span, timeZone, onClose }: Props) {
  const t = useTranslations('insights')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const [offset, setOffset] = useState(0)
  const page = useQuery(
    trpc.insights.myRows.queryOptions(
      { metric, span, offset, limit: pageSize },
      { placeholderData: keepPreviousData },
    ),
  )
  const total = page.data?.total ?? 0
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(820px, 100%)"
      title={t(`metric.${metric}.name`)}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <p className={classes.compared}>{t(`metric.${metric}.definition`)}</p>
      {page.isError ? (
        <FailedState error={page.error} retry={() => void page.refetch()} />
      ) : !page.data ? (
        <Late>
          <Skeleton height={300} />
        </Late>
      ) : total === 0 ? (
        <p className={classes.compared}>{t('monitor.rows.none')}</p>
      ) : (
        <>
          <DetailsTable
            metric={metric}
            rows={page.data.rows}
            timeZone={timeZone}
            stale={page.isPlaceholderData}
          />
          <PageTurner
            {...{ offset, total, pageSize }}
            onTurn={setOffset}
            before={t('reports.details.newer')}
            after={t('reports.details.older')}
          />
        </>
      )}
    </Drawer>
  )
}
