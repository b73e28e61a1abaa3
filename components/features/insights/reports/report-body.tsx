'use client'

import { Button } from '@mantine/core'
import { IconChartBarOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { StateMessage } from '@/components/patterns/states/state-message'
import { isTime, metricKey, type Report } from '@/server/modules/insights/contract'
import { BarChart } from './bar-chart'
import { DetailsDrawer } from './details-drawer'
import { isEmpty, type NamedRow, sortRows } from './prepare-rows'
import { TimeChart } from './report-chart'
import { ReportTable } from './report-table'
import classes from './reports.module.css'
import { Sentence } from './sentence'
import type { Filters } from './use-filters'
import { useNamedRows } from './use-named-rows'
import { columnsOf, leadingMetric, type View } from './views'

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
  if (isEmpty(report)) return <Nothing filters={filters} />
  const byTime = isTime(input.groupBy)
  const rows =
    byTime && sort.by === 'name' ? (sort.down ? [...named].reverse() : named) : sortRows(named, sort)
  const metric = sort.by === 'name' ? leadingMetric(view, input.groupBy) : sort.by
  return (
    <div className={classes.body} data-stale={stale || undefined}>
      <Sentence view={view} report={report} rows={named} compared={input.compare} />
      {byTime ? (
        <TimeChart rows={named} previous={report.previous} />
      ) : (
        <BarChart rows={rows} previous={report.previous} metric={metric} />
      )}
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
      {drawer.shown}
    </div>
  )
}

/** The opened number stands in the address, so that it can be sent to a colleague. */
function useDetails({ input }: Filters, report: Report, rows: readonly NamedRow[]) {
  const t = useTranslations('insights.reports')
  const [opened, setOpened] = useQueryStates({
    open: parseAsStringLiteral(metricKey.options),
    cell: parseAsString,
  })
  const row = rows.find((one) => one.cell === opened.cell)
  const values = row?.values ?? report.total
  return {
    open: (metric: (typeof metricKey.options)[number], cell: string | null) =>
      void setOpened({ open: metric, cell }),
    shown: opened.open && (
      <DetailsDrawer
        key={`${opened.open} ${opened.cell}`}
        input={input}
        metric={opened.open}
        cell={opened.cell}
        name={row?.name ?? t('table.total')}
        value={values[opened.open]?.value}
        onClose={() => void setOpened({ open: null, cell: null })}
      />
    ),
  }
}

function Nothing({ filters }: { filters: Filters }) {
  const t = useTranslations('insights.reports')
  return (
    <StateMessage
      icon={IconChartBarOff}
      title={t('nothing')}
      hint={filters.narrowed ? t('nothingMatches') : t('nothingHint')}
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
