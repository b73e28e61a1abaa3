'use client'

import { Badge, Button } from '@mantine/core'
import { IconCircleCheck, IconCircleOff, IconMoon, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import {
  type Column,
  DataTable,
  FilterLine,
  SearchBox,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { type CalendarRow, calendarSorts } from '@/server/modules/channels/contract'
import { ExchangeActions } from '../shared/exchange-actions'
import { usePanels } from '../shared/use-panels'
import { BulkHoliday } from './bulk-holiday'
import { CalendarDrawer } from './calendar-drawer'
import { RowMenu } from './row-menu'

export function HoursScreen() {
  const t = useTranslations('hours')
  const trpc = useTRPC()
  const columns = useColumns()
  const state = useTableState(columns, { id: 'name', direction: 'asc' })
  const panels = usePanels('calendar')
  const mayWrite = useCan()('channels.write')
  const list = useQuery(
    trpc.channels.listCalendars.queryOptions(
      {
        sort: calendarSorts.find((sort) => sort === state.sort.id) ?? 'name',
        direction: state.sort.direction,
        page: state.page,
        pageSize: state.pageSize,
        ...(state.search && { search: state.search }),
      },
      { placeholderData: keepPreviousData },
    ),
  )
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panels.open('new')}>
      {t('new')}
    </Button>
  )
  const message = useListMessage(list, {
    narrowed: state.search !== '',
    clear: () => state.setSearch(''),
    none: { title: t('none'), action: create },
  })
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <ExchangeActions
          what="holidays"
          href={`/api/hours/export?${new URLSearchParams({ search: state.search })}`}
          mayWrite={mayWrite}
        >
          {create}
        </ExchangeActions>
      }
    >
      <FilterLine end={<TableTools screen="hours" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        list={list}
        message={message}
        nameOf={(row) => row.name}
        onOpen={(row) => panels.open(row.id)}
        isQuiet={(row) => row.disabled}
        rowActions={(row) => <RowMenu row={row} panels={panels} />}
        {...(mayWrite && {
          bulk: (rows: CalendarRow[], clear: () => void) => <BulkHoliday rows={rows} onDone={clear} />,
        })}
      />
      {panels.opened !== null && (
        <CalendarDrawer
          key={`${panels.opened} ${panels.copyOf}`}
          id={panels.opened === 'new' ? null : panels.opened}
          copyOf={panels.copyOf}
          onClose={panels.close}
          onHistory={panels.history}
        />
      )}
      {panels.drawer}
    </Page>
  )
}

function useColumns(): Column<CalendarRow>[] {
  const t = useTranslations('hours')
  const format = useFormatter()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the format changes with the language only.
  return useMemo(
    () => [
      { id: 'name', title: t('name'), cell: (row) => row.name, sortable: true, heading: true },
      { id: 'now', title: t('now'), cell: (row) => <Now row={row} />, width: 200 },
      { id: 'timeZone', title: t('timeZone'), cell: (row) => row.timeZone, sortable: true, width: 176 },
      {
        id: 'weekly',
        title: t('weekly'),
        cell: (row) => t('hoursAWeek', { hours: format.number(row.weeklyMinutes / 60) }),
        sortable: true,
        align: 'end',
        width: 128,
      },
      {
        id: 'exceptions',
        title: t('section.exceptions'),
        cell: (row) => row.exceptions,
        sortable: true,
        align: 'end',
        width: 176,
      },
      {
        id: 'uses',
        title: t('usedBy'),
        cell: (row) => format.list([...row.channels, ...row.groups]) || '–',
      },
    ],
    [t],
  )
}

function Now({ row }: { row: CalendarRow }) {
  const t = useTranslations('hours')
  const format = useFormatter()
  if (row.disabled) {
    return (
      <Badge
        color="gray"
        variant="light"
        radius="sm"
        tt="none"
        fw={400}
        leftSection={<IconCircleOff size={12} />}
      >
        {t('disabled')}
      </Badge>
    )
  }
  if (row.openNow) {
    return (
      <Badge
        color="blue"
        variant="light"
        radius="sm"
        tt="none"
        fw={400}
        leftSection={<IconCircleCheck size={12} />}
      >
        {t('openNow')}
      </Badge>
    )
  }
  const next = row.nextOpening && new Date(row.nextOpening)
  return (
    <Badge color="gray" variant="light" radius="sm" tt="none" fw={400} leftSection={<IconMoon size={12} />}>
      {next
        ? t('opensAt', {
            time: format.dateTime(next, {
              weekday: 'short',
              hour: '2-digit',
              minute: '2-digit',
              timeZone: row.timeZone,
            }),
          })
        : t('neverOpens')}
    </Badge>
  )
}
