'use client'

import { Badge, Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useTRPC } from '@/components/client/trpc'
import {
  type Column,
  DataTable,
  FilterLine,
  FilterSelect,
  filterOf,
  SearchBox,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { useRecordPanels } from '@/components/patterns/data-table/record-panels'
import { Page } from '@/components/patterns/page/page'
import { When } from '@/components/patterns/time/when'
import type { CustomView, ScheduleView } from '@/server/modules/insights/contract'
import { ReportTabs } from '../reports/report-tabs'
import { filterSchedules, pageOf, type ScheduleState, scheduleStates, stateOf } from './prepare-schedules'
import { RunsDrawer, useErrorText } from './runs-drawer'
import { ScheduleBulk, ScheduleHistory, ScheduleMenu } from './schedule-acts'
import { ScheduleDrawer } from './schedule-drawer'
import { useScheduleWords } from './use-schedule-words'

const colors: Record<ScheduleState, string> = {
  running: 'green',
  paused: 'gray',
  stopped: 'red',
  failed: 'red',
}

function useColumns(customs: readonly CustomView[] | undefined): Column<ScheduleView>[] {
  const t = useTranslations('insights.scheduled')
  const custom = useTranslations('insights.custom')
  const words = useScheduleWords()
  return useMemo(() => {
    const names = new Map(customs?.map(({ id, name }) => [id, name]))
    return [
      { id: 'name', title: t('name'), cell: (row) => row.name, heading: true, sortable: true },
      { id: 'what', title: t('what'), cell: (row) => words.content(row, names), width: 170 },
      { id: 'period', title: t('period'), cell: (row) => custom(`period.${row.rhythm.period}`), width: 120 },
      {
        id: 'rhythm',
        title: t('when'),
        cell: (row) => (
          <div>
            {words.rhythm(row)}
            <Text size="xs" c="dimmed">
              {row.rhythm.timeZone}
            </Text>
          </div>
        ),
        width: 150,
      },
      {
        id: 'receivers',
        title: t('where'),
        cell: ({ target }) => (target.by === 'mail' ? target.receivers.join(', ') : target.url),
        optional: true,
      },
      { id: 'maker', title: t('maker'), cell: (row) => row.maker, optional: true, width: 140 },
      {
        id: 'last',
        title: t('last'),
        cell: (row) => <When at={row.last?.at ?? null} />,
        sortable: true,
        width: 170,
      },
      {
        id: 'next',
        title: t('next'),
        cell: (row) => <When at={row.paused || row.stoppedBecause ? null : row.nextAt} />,
        sortable: true,
        width: 170,
      },
      {
        id: 'state',
        title: t('stateTitle'),
        cell: (row) => <State row={row} />,
        width: 220,
      },
    ]
  }, [t, custom, words, customs])
}

/** With the reason where somebody has to do something. */
function State({ row }: { row: ScheduleView }) {
  const t = useTranslations('insights.scheduled')
  const errorText = useErrorText()
  const state = stateOf(row)
  const reason = row.stoppedBecause ?? (state === 'failed' ? row.last?.error : null)
  return (
    <div>
      <Badge color={colors[state]} variant="light">
        {t(`state.${state}`)}
      </Badge>
      {reason && (
        <Text size="xs" c="dimmed" lineClamp={2} title={errorText(reason)}>
          {errorText(reason)}
        </Text>
      )}
    </div>
  )
}

const stateFilter = filterOf(scheduleStates)

/** Reports that are sent by themselves. */
export function ScheduledScreen() {
  const t = useTranslations('insights.scheduled')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const list = useQuery(trpc.insights.listSchedules.queryOptions(undefined, { refetchInterval: 30_000 }))
  const customs = useQuery(trpc.insights.listCustom.queryOptions())
  const columns = useColumns(customs.data)
  const table = useTableState(columns, { id: 'name', direction: 'asc' })
  const [state, setState] = useQueryState('state', stateFilter)
  const [, setRuns] = useQueryState('runs', parseAsString)
  const panels = useRecordPanels()
  const refresh = () => queries.invalidateQueries(trpc.insights.pathFilter())
  const found = list.data && filterSchedules(list.data, { search: table.search, state, sort: table.sort })
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panels.open('new')}>
      {t('new')}
    </Button>
  )
  const message = useListMessage(
    { ...list, data: found && { total: found.length } },
    {
      narrowed: table.search !== '' || state !== null,
      clear: () => {
        table.setSearch('')
        void setState(null)
      },
      none: { title: t('none'), action: create },
    },
  )
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={create}>
      <ReportTabs view="scheduled" />
      <FilterLine end={<TableTools screen="report-schedules" columns={columns} state={table} />}>
        <SearchBox state={table} placeholder={t('name')} />
        <FilterSelect
          options={scheduleStates.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={state}
          onChange={(value) => {
            void setState(value)
            table.toFirstPage()
          }}
          all={t('anyState')}
          label={t('stateTitle')}
        />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={table}
        list={{ data: found && pageOf(found, table), isPlaceholderData: false }}
        message={message}
        nameOf={(row) => row.name}
        onOpen={(row) => panels.open(row.id)}
        isQuiet={(row) => row.paused}
        rowActions={(row) => (
          <ScheduleMenu
            row={row}
            refresh={refresh}
            onOpen={() => panels.open(row.id)}
            onCopy={() => panels.open('new', row.id)}
            onRuns={() => void setRuns(row.id)}
            onHistory={() => panels.history(row.id)}
          />
        )}
        bulk={(rows, clear) => <ScheduleBulk rows={rows} refresh={refresh} onDone={clear} />}
      />
      <Panels list={list.data} customs={customs.data} refresh={refresh} />
    </Page>
  )
}

type PanelsProps = {
  list: readonly ScheduleView[] | undefined
  customs: readonly CustomView[] | undefined
  refresh: () => Promise<unknown>
}

/** What is open beside the list stands in the address. */
function Panels({ list, customs, refresh }: PanelsProps) {
  const trpc = useTRPC()
  const panels = useRecordPanels()
  const [runs, setRuns] = useQueryState('runs', parseAsString)
  const [by, setBy] = useQueryState('by', parseAsString)
  const [of, setOf] = useQueryState('of', parseAsString)
  const choices = useQuery(trpc.insights.choices.queryOptions(undefined, { staleTime: 300_000 }))
  const schedule = list?.find(({ id }) => id === panels.opened) ?? null
  const copyOf = list?.find(({ id }) => id === panels.copyOf) ?? null
  const looked = list?.find(({ id }) => id === runs)
  const fresh = panels.opened === 'new' && (panels.copyOf === null || copyOf !== null)
  const close = () => {
    panels.close()
    void setBy(null)
    void setOf(null)
  }
  return (
    <>
      {(fresh || schedule) && choices.data && customs && (
        <ScheduleDrawer
          key={`${panels.opened} ${panels.copyOf}`}
          {...{ schedule, copyOf, customs, refresh, first: { by, of }, choices: choices.data }}
          onClose={close}
        />
      )}
      {looked && <RunsDrawer schedule={looked} onClose={() => void setRuns(null)} />}
      {panels.historyOf !== null && (
        <ScheduleHistory id={panels.historyOf} refresh={refresh} onClose={panels.close} />
      )}
    </>
  )
}
