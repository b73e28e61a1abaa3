'use client'

import { Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useNow } from '@/components/client/now'
import { useTRPC } from '@/components/client/trpc'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { MonitorView } from '@/server/modules/insights/contract'
import { AgentsPanel } from './agents-panel'
import { FigureCard } from './figure-card'
import { GroupFilter, useMonitorGroup } from './group-filter'
import classes from './monitor.module.css'
import { prepareFigures } from './prepare-figures'
import { QueuePanel } from './queue-panel'
import { TodayChart } from './today-chart'

const everyMs = 2_000
/** Older than that, what is shown is no longer "now", and the page says so. */
const staleMs = 10_000

/** What is going on now: exceptions first, asked anew every two seconds while the page is in front. */
export function MonitorScreen() {
  const t = useTranslations('insights.monitor')
  const trpc = useTRPC()
  const now = useNow()
  const filter = useMonitorGroup()
  const live = useQuery(
    trpc.insights.monitor.queryOptions(filter.input, {
      refetchInterval: everyMs,
      staleTime: everyMs,
      placeholderData: keepPreviousData,
    }),
  )
  const view = live.data
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={view && <LiveMark at={view.at} stale={now - view.at > staleMs} />}
    >
      <GroupFilter filter={filter} />
      {view ? (
        <Live view={view} now={Math.max(now, view.at)} />
      ) : live.isError ? (
        <FailedState error={live.error} retry={() => void live.refetch()} />
      ) : (
        <Late>
          <Skeleton height={96} />
          <Skeleton height={260} />
          <Skeleton height={260} />
        </Late>
      )}
    </Page>
  )
}

function Live({ view, now }: { view: MonitorView; now: number }) {
  const t = useTranslations('insights.monitor')
  return (
    <>
      <dl className={classes.figures} aria-label={t('figures')}>
        {prepareFigures(view, now).map((figure) => (
          <FigureCard key={figure.key} figure={figure} />
        ))}
      </dl>
      <div className={classes.tables}>
        <QueuePanel waiting={view.waiting} now={now} />
        <AgentsPanel agents={view.agents} now={now} />
      </div>
      <TodayChart slots={view.today} timeZone={view.timeZone} />
    </>
  )
}

function LiveMark({ at, stale }: { at: number; stale: boolean }) {
  const t = useTranslations('insights.monitor')
  const format = useFormatter()
  const time = format.dateTime(at, { timeStyle: 'medium' })
  return (
    <p className={classes.live} data-stale={stale || undefined} role={stale ? 'status' : undefined}>
      <i /> {stale ? t('stale', { time }) : t('live', { time })}
    </p>
  )
}
