'use client'

import { Drawer, Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { MetricKey, ReportInput } from '@/server/modules/insights/contract'
import { PageTurner } from '../shared/page-turner'
import { useMetricText } from '../shared/use-metric-text'
import { DetailsTable } from './details-table'
import classes from './reports.module.css'

const pageSize = 50

type Props = {
  input: ReportInput
  metric: MetricKey
  cell: string | null
  name: string
  value: number | null | undefined
  onClose: () => void
}

/** The rows behind one number, newest first. */
export function DetailsDrawer({ input, metric, cell, name, value, onClose }: Props) {
  const t = useTranslations('insights')
  const trpc = useTRPC()
  const text = useMetricText()
  const [offset, setOffset] = useState(0)
  const { compare: _, metrics: _m, ...period } = input
  const asked = { ...period, metric, cell, offset, limit: pageSize }
  const page = useQuery(trpc.insights.reportRows.queryOptions(asked, { placeholderData: keepPreviousData }))
  const total = page.data?.total ?? 0
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(920px, 100%)"
      title={
        <span className={classes.drawerTitle}>
          {t(`metric.${metric}.name`)} · {name}
          {value !== undefined && (
            <>
              {' '}
              · <b>{text.metric(metric, value)}</b>
            </>
          )}
        </span>
      }
    >
      <p className={classes.definition}>{t(`metric.${metric}.definition`)}</p>
      {page.isError ? (
        <FailedState error={page.error} retry={() => void page.refetch()} />
      ) : page.data ? (
        <>
          <DetailsTable
            metric={metric}
            rows={page.data.rows}
            timeZone={input.timeZone}
            stale={page.isPlaceholderData}
          />
          <PageTurner
            {...{ offset, total, pageSize }}
            onTurn={setOffset}
            before={t('reports.details.newer')}
            after={t('reports.details.older')}
          />
        </>
      ) : (
        <Late>
          <Skeleton height={360} />
        </Late>
      )}
    </Drawer>
  )
}
