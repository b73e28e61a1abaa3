'use client'

import { Alert, Skeleton, Stack } from '@mantine/core'
import { IconChartBarOff, IconInfoCircle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { StateMessage } from '@/components/patterns/states/state-message'
import {
  type CustomDefinition,
  type CustomReport,
  type CustomView,
  isTime,
} from '@/server/modules/insights/contract'
import { ExportButtons } from '../exports/export-buttons'
import { customPath } from '../exports/queries'
import { BarChart } from '../reports/bar-chart'
import { isEmpty } from '../reports/prepare-rows'
import { ReportTabs } from '../reports/report-tabs'
import reports from '../reports/reports.module.css'
import classes from './custom.module.css'
import { CustomTable } from './custom-table'
import { type Choices, DefinitionFields } from './definition-fields'
import { chartOf, prepareLines, shownOf } from './prepare-custom'
import { SavedReports } from './saved-reports'
import { useCustomNames } from './use-custom-names'
import { useDefinition, useOpenedReport } from './use-definition'

// The charts' library is as large as the rest of the page: it comes once the page is there.
const LinePanel = dynamic(() => import('./line-panel').then((module) => module.LinePanel), {
  ssr: false,
  loading: () => <Skeleton height={320} />,
})

/** Metrics of one's choice by one or two dimensions: put together, looked at, kept and shared. */
export function CustomScreen() {
  const t = useTranslations('insights.custom')
  const trpc = useTRPC()
  const id = useOpenedReport()
  const choices = useQuery(trpc.insights.choices.queryOptions(undefined, { staleTime: 300_000 }))
  const saved = useQuery(trpc.insights.listCustom.queryOptions())
  const found = saved.data?.find((one) => one.id === id) ?? null
  const failed = choices.error ?? saved.error
  if (choices.data && saved.data)
    return (
      <Loaded
        key={id}
        choices={choices.data}
        saved={saved.data}
        opened={found}
        missing={id !== null && !found}
      />
    )
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <ReportTabs view="custom" />
      {failed ? (
        <FailedState
          error={failed}
          retry={() => {
            void choices.refetch()
            void saved.refetch()
          }}
        />
      ) : (
        <Waiting />
      )}
    </Page>
  )
}

type LoadedProps = { choices: Choices; saved: CustomView[]; opened: CustomView | null; missing: boolean }

function Loaded({ choices, saved, opened, missing }: LoadedProps) {
  const t = useTranslations('insights.custom')
  const trpc = useTRPC()
  const { definition, changed, change, open } = useDefinition(choices.timeZone, opened?.definition)
  const options = { placeholderData: keepPreviousData, staleTime: 30_000 }
  const report = useQuery(trpc.insights.customReport.queryOptions({ definition }, options))
  const input = report.data && {
    ...definition,
    ...definition.dates,
    from: report.data.from,
    to: report.data.to,
  }
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <ExportButtons
          name={opened?.name ?? t('title')}
          path={(file) => customPath(definition, file)}
          {...(input && { input: { ...input, metrics: undefined } })}
          scheduleHref={
            opened ? `/reports/scheduled?open=new&of=${opened.id}` : '/reports/scheduled?open=new'
          }
        />
      }
    >
      <ReportTabs view="custom" />
      <SavedReports {...{ saved, opened, definition, changed, open }} />
      {missing && (
        <Alert color="yellow" icon={<IconInfoCircle size={18} />}>
          {t('missing')}
        </Alert>
      )}
      <DefinitionFields definition={definition} change={change} choices={choices} />
      {report.isError ? (
        <FailedState error={report.error} retry={() => void report.refetch()} />
      ) : report.data ? (
        <div className={reports.body} data-stale={report.isPlaceholderData || undefined}>
          <Answer definition={definition} report={report.data} groups={choices.groups} />
        </div>
      ) : (
        <Waiting />
      )}
    </Page>
  )
}

type AnswerProps = { definition: CustomDefinition; report: CustomReport; groups: Choices['groups'] }

function Answer({ definition, report, groups }: AnswerProps) {
  const t = useTranslations('insights.custom')
  const words = useTranslations('insights.reports')
  const parents = new Set(groups.flatMap(({ parentId }) => parentId ?? []))
  const named = useCustomNames(parents)
  const keys = shownOf(definition, report)
  const rows = named(report.rows, definition.rows)
  const columns = named(report.columns, definition.second)
  const [metric] = keys
  const chart = chartOf(definition)
  const lines = prepareLines(report, keys, rows, columns)
  // Times stand beside each other, other things below.
  const beside = isTime(definition.rows) || definition.second !== null
  const bars = report.rows.map((row, index) => ({
    ...{
      ...row,
      name: rows[index]?.name ?? row.cell,
      includesOthers: definition.rows === 'group' && parents.has(row.cell),
    },
  }))
  return (
    <Stack gap="sm">
      <Absent report={report} />
      {metric === undefined ? (
        <p className={reports.sentence}>{t('nothingLeft')}</p>
      ) : isEmpty(report, keys) ? (
        <StateMessage icon={IconChartBarOff} title={words('nothing')} hint={words('nothingHint')} />
      ) : (
        <>
          {chart === 'bar' && !beside && <BarChart rows={bars} previous={{}} metric={metric} />}
          {(chart === 'line' || (chart === 'bar' && beside)) && lines.metric && (
            <LinePanel
              {...lines}
              as={chart}
              metric={lines.metric}
              first={words(`filter.grouping.${definition.rows}`)}
            />
          )}
          <CustomTable {...{ definition, report, keys, rows, columns }} />
        </>
      )}
    </Stack>
  )
}

/** What cannot be told apart, and why, instead of an empty column. */
function Absent({ report: { absent } }: { report: CustomReport }) {
  const t = useTranslations('insights.custom')
  const m = useTranslations('insights.metric')
  const words = useTranslations('insights.reports')
  if (absent.length === 0) return null
  return (
    <Alert color="gray" icon={<IconInfoCircle size={18} />} title={t('absent')}>
      <ul className={classes.absent}>
        {absent.map(({ metric, why, by: grouping }) => (
          <li key={metric}>
            {t(`why.${why}`, {
              metric: m(`${metric}.name`),
              grouping: grouping ? words(`filter.grouping.${grouping}`) : '',
            })}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

function Waiting() {
  return (
    <Late>
      <Skeleton height={40} />
      <Skeleton height={280} />
      <Skeleton height={320} />
    </Late>
  )
}
