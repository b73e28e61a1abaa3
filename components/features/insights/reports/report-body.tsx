'use client'

import { Button, Skeleton } from '@mantine/core'
import { IconChartBarOff } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { StateMessage } from '@/components/patterns/states/state-message'
import { isTime, type Report } from '@/server/modules/insights/contract'
import { BarChart } from './bar-chart'
import { isEmpty, sortRows } from './prepare-rows'
import { PrintHead } from './print-head'
import { ReportPanels } from './report-panels'
import { ReportTable } from './report-table'
import classes from './reports.module.css'
import { Sentence } from './sentence'
import { useDetails } from './use-details'
import type { Filters } from './use-filters'
import { useNamedRows } from './use-named-rows'
import { columnsOf, leadingMetric, reports, type View } from './views'

// The charts' library is as large as the rest of the page: it comes once the page is there.
const TimeChart = dynamic(() => import('./report-chart').then((module) => module.TimeChart), {
  ssr: false,
  loading: () => <Skeleton height={320} />,
})

type Props = {
  view: View
  filters: Filters
  report: Report
  /** Groups that have groups below them. */
  parents: ReadonlySet<string>
  stale: boolean
}

export function ReportBody({ view, filters, report, parents, stale }: Props) {
  const t = useTranslations('insights.reports')
  const { input, sort, set } = filters
  const named = useNamedRows()(report, input.groupBy, parents)
  const drawer = useDetails(filters, report, named)
  if (isEmpty(report, reports[view].evidence))
    return <Nothing view={view} filters={filters} report={report} />
  const byTime = isTime(input.groupBy)
  const rows =
    byTime && sort.by === 'name' ? (sort.down ? [...named].reverse() : named) : sortRows(named, sort)
  const metric = sort.by === 'name' ? leadingMetric(view, input.groupBy) : sort.by
  return (
    <div className={classes.body} data-stale={stale || undefined}>
      <PrintHead view={view} input={input} />
      <Sentence view={view} report={report} rows={byTime ? [] : named} compared={input.compare} />
      {byTime ? (
        <TimeChart {...reports[view].chart} rows={named} previous={report.previous} />
      ) : (
        <BarChart rows={rows} previous={report.previous} metric={metric} />
      )}
      <ReportPanels place="above" view={view} filters={filters} parents={parents} onOpen={drawer.open} />
      <ReportTable
        label={t(`tab.${view}`)}
        first={t(`filter.grouping.${input.groupBy}`)}
        columns={columnsOf(view, input.groupBy)}
        rows={rows}
        report={report}
        sort={sort}
        onSort={(by) => void set({ sort: by, up: sort.by === by ? sort.down : by === 'name' })}
        onOpen={drawer.open}
      />
      <ReportPanels place="below" view={view} filters={filters} parents={parents} onOpen={drawer.open} />
      {drawer.shown}
    </div>
  )
}

/** Where nothing is often the whole truth, whatever the period. */
const proper: View[] = ['satisfaction', 'adherence', 'messages', 'alarms', 'bot']

function Nothing({ view, filters, report }: { view: View; filters: Filters; report: Report }) {
  const t = useTranslations('insights.reports')
  const hint = filters.narrowed
    ? t('nothingMatches')
    : report.recordsFrom === null || proper.includes(view)
      ? t(`later.${view}`)
      : t('nothingHint')
  return (
    <StateMessage
      icon={IconChartBarOff}
      title={t('nothing')}
      hint={hint}
      action={
        filters.narrowed && (
          <Button variant="default" onClick={filters.clear}>
            {t('clear')}
          </Button>
        )
      }
    />
  )
}
