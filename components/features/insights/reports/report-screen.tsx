'use client'

import { Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { ExportButtons } from '../exports/export-buttons'
import { reportPath } from '../exports/queries'
import { FilterBar } from './filter-bar'
import { ReportBody } from './report-body'
import { ReportTabs } from './report-tabs'
import { useFilters } from './use-filters'
import { columnsOf, type View } from './views'

/** What happened over a period: a sentence, a chart, and the table that explains it. */
export function ReportScreen({ view }: { view: View }) {
  const t = useTranslations('insights.reports')
  const trpc = useTRPC()
  const choices = useQuery(trpc.insights.choices.queryOptions(undefined, { staleTime: 300_000 }))
  return (
    <>
      {choices.data ? (
        <Loaded view={view} choices={choices.data} />
      ) : (
        <Page title={t('title')} purpose={t(`purpose.${view}`)}>
          <ReportTabs view={view} />
          {choices.isError ? (
            <FailedState error={choices.error} retry={() => void choices.refetch()} />
          ) : (
            <Waiting />
          )}
        </Page>
      )}
    </>
  )
}

type Choices = Parameters<typeof FilterBar>[0]['choices']

function Loaded({ view, choices }: { view: View; choices: Choices }) {
  const t = useTranslations('insights.reports')
  const trpc = useTRPC()
  const filters = useFilters(view, choices.timeZone)
  const options = { placeholderData: keepPreviousData, staleTime: 30_000 }
  const report = useQuery(trpc.insights.report.queryOptions(filters.input, options))
  return (
    <Page
      title={t('title')}
      purpose={t(`purpose.${view}`)}
      actions={
        <ExportButtons
          name={`${view}-${filters.input.from}-${filters.input.to}`}
          path={(file) => reportPath(filters.input, columnsOf(view, filters.input.groupBy), file)}
          input={filters.input}
          scheduleHref={`/reports/scheduled?open=new&by=${filters.input.groupBy}`}
        />
      }
    >
      <ReportTabs view={view} />
      <FilterBar view={view} filters={filters} choices={choices} />
      {report.isError ? (
        <FailedState error={report.error} retry={() => void report.refetch()} />
      ) : report.data ? (
        <ReportBody
          view={view}
          filters={filters}
          report={report.data}
          parents={new Set(choices.groups.flatMap((group) => group.parentId ?? []))}
          stale={report.isPlaceholderData}
        />
      ) : (
        <Waiting />
      )}
    </Page>
  )
}

function Waiting() {
  return (
    <Late>
      <Skeleton height={24} width="60%" />
      <Skeleton height={280} />
      <Skeleton height={320} />
    </Late>
  )
}
