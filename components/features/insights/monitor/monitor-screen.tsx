'use client'

import { Button, Skeleton } from '@mantine/core'
import { IconDeviceTv } from '@tabler/icons-react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useNow } from '@/components/client/now'
import { useTRPC } from '@/components/client/trpc'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { longestList, type MonitorView, type ProcessKey } from '@/server/modules/insights/contract'
import { DisplaysDialog } from '../wall/displays-dialog'
import { AgentsPanel } from './agents-panel'
import { AlarmsStrip } from './alarms-strip'
import { FigureCard } from './figure-card'
import { FilterBar } from './filter-bar'
import { GroupsPanel } from './groups-panel'
import { LiveMark } from './live-mark'
import classes from './monitor.module.css'
import { prepareFigures } from './prepare-figures'
import { QueuePanel } from './queue-panel'
import { RowsDrawer } from './rows-drawer'
import { type MonitorFilter, useMonitorFilter } from './use-monitor-filter'

// The charts' library is as large as the rest of the page: it comes once the page is there.
const TodayChart = dynamic(() => import('./today-chart').then((module) => module.TodayChart), {
  ssr: false,
  loading: () => <Skeleton height={320} />,
})

const everyMs = 1_000
const dayEveryMs = 15_000

/** What is going on now: exceptions first, asked anew before it is two seconds old while the page is in front. */
export function MonitorScreen() {
  const t = useTranslations('insights.monitor')
  const trpc = useTRPC()
  const now = useNow()
  const filter = useMonitorFilter()
  const [walls, showWalls] = useState(false)
  const live = useQuery(
    trpc.insights.monitor.queryOptions(filter.input, {
      refetchInterval: everyMs,
      staleTime: 0,
      retry: false,
      placeholderData: keepPreviousData,
    }),
  )
  const view = live.data
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <>
          {view && <LiveMark at={view.at} now={now} />}
          <Button variant="default" leftSection={<IconDeviceTv size={16} />} onClick={() => showWalls(true)}>
            {t('wallboard')}
          </Button>
        </>
      }
    >
      <FilterBar filter={filter} />
      {view ? (
        <Live view={view} now={Math.max(now, view.at)} filter={filter} />
      ) : live.isError ? (
        <FailedState error={live.error} retry={() => void live.refetch()} />
      ) : (
        <Late>
          <Skeleton height={96} />
          <Skeleton height={260} />
          <Skeleton height={260} />
        </Late>
      )}
      {walls && <DisplaysDialog about={filter.about} onClose={() => showWalls(false)} />}
    </Page>
  )
}

type LiveProps = { view: MonitorView; now: number; filter: MonitorFilter }

function Live({ view, now, filter }: LiveProps) {
  const t = useTranslations('insights.monitor')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [opened, open] = useState<ProcessKey | null>(null)
  const { set, about } = filter
  const refresh = () => void queries.invalidateQueries(trpc.insights.monitor.queryFilter())
  const card = (figure: ReturnType<typeof prepareFigures>[number]) => (
    <FigureCard key={figure.key} figure={figure} onOpen={() => open(figure.key)} />
  )
  const figures = prepareFigures(view, now)
  return (
    <>
      <AlarmsStrip />
      <section className={classes.figures} aria-label={t('figures')}>
        {figures.slice(0, 6).map(card)}
      </section>
      <section className={classes.today} aria-label={t('figuresToday')}>
        {figures.slice(6).map(card)}
      </section>
      <div className={classes.tables}>
        <QueuePanel
          waiting={view.waiting}
          now={now}
          onMore={() => void set({ queueRows: longestList })}
          onDone={refresh}
        />
        <AgentsPanel view={view} now={now} filter={filter} />
      </div>
      <GroupsPanel
        groups={view.groups}
        targets={view.targets}
        now={now}
        onMore={() => void set({ groupRows: longestList })}
        onChoose={(group) => void set({ group, below: true })}
        onDone={refresh}
      />
      <Today about={about} />
      {opened && <RowsDrawer of={opened} about={about} timeZone={view.timeZone} onClose={() => open(null)} />}
    </>
  )
}

function Today({ about }: { about: MonitorFilter['about'] }) {
  const trpc = useTRPC()
  const day = useQuery(
    trpc.insights.monitorDay.queryOptions(about, {
      refetchInterval: dayEveryMs,
      placeholderData: keepPreviousData,
    }),
  )
  if (day.data) return <TodayChart day={day.data} />
  if (day.isError) return <FailedState error={day.error} retry={() => void day.refetch()} />
  return (
    <Late>
      <Skeleton height={260} />
    </Late>
  )
}
