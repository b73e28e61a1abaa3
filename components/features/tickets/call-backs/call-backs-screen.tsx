'use client'

import { Badge, Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useCan } from '@/components/client/me'
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
import { type CallBackRow, callBackSorts, callBackStates } from '@/server/modules/tickets/contract'
import { CallBackDialog } from './call-back-dialog'
import { CallBackDrawer } from './call-back-drawer'

const stateFilter = filterOf(callBackStates)
const whoFilter = filterOf(['me', 'none'])
const colors = { waiting: 'blue', done: 'green', cancelled: 'gray' } as const

/** Whom we phone later, those due first on top. */
export function CallBacksScreen() {
  const t = useTranslations('callBacks')
  const trpc = useTRPC()
  const may = useCan()
  const columns = useColumns()
  const state = useTableState(columns, { id: 'due', direction: 'asc' })
  const panels = useRecordPanels()
  const [status, setStatus] = useQueryState('state', stateFilter)
  const [who, setWho] = useQueryState('assignee', whoFilter)
  const list = useQuery(
    trpc.tickets.listCallBacks.queryOptions(
      {
        ...(state.search && { search: state.search }),
        ...(status && { state: status }),
        ...(who && { assignee: who }),
        sort: callBackSorts.find((sort) => sort === state.sort.id) ?? 'due',
        direction: state.sort.direction,
        page: state.page,
        pageSize: state.pageSize,
      },
      { placeholderData: keepPreviousData, refetchInterval: 30_000 },
    ),
  )
  const create = may('tickets.edit') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panels.open('new')}>
      {t('new')}
    </Button>
  )
  const message = useListMessage(list, {
    narrowed: Boolean(state.search || status || who),
    clear: () => {
      state.setSearch('')
      void setStatus(null)
      void setWho(null)
    },
    none: { title: t('none'), action: create },
  })
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={create}>
      <FilterLine end={<TableTools screen="call-backs" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <FilterSelect
          label={t('state')}
          all={t('allStates')}
          options={callBackStates.map((value) => ({ value, label: t(`stateOf.${value}`) }))}
          value={status}
          onChange={(value) => {
            void setStatus(value)
            state.toFirstPage()
          }}
        />
        <FilterSelect
          label={t('assignee')}
          all={t('everybody')}
          options={[
            { value: 'me', label: t('mine') },
            { value: 'none', label: t('unassigned') },
          ]}
          value={who}
          onChange={(value) => {
            void setWho(value)
            state.toFirstPage()
          }}
        />
      </FilterLine>
      <DataTable
        {...{ columns, state, list, message }}
        label={t('title')}
        nameOf={(row) => row.name}
        onOpen={(row) => panels.open(row.id)}
        isQuiet={(row) => row.state !== 'waiting'}
      />
      {panels.opened === 'new' ? (
        <CallBackDialog about={{ name: '', groupId: null }} onClose={panels.close} />
      ) : (
        panels.opened !== null && (
          <CallBackDrawer key={panels.opened} id={panels.opened} onClose={panels.close} />
        )
      )}
    </Page>
  )
}

function useColumns(): Column<CallBackRow>[] {
  const t = useTranslations('callBacks')
  return useMemo(
    () => [
      {
        ...{ id: 'name', title: t('name'), sortable: true, heading: true, width: 180 },
        cell: (row) => row.name || row.phone,
      },
      { ...{ id: 'phone', title: t('phone'), width: 160 }, cell: (row) => row.phone },
      {
        ...{ id: 'due', title: t('due'), sortable: true, width: 240 },
        cell: (row) => (
          <>
            <When at={row.dueAt} />{' '}
            {row.overdue && (
              <Badge
                variant="light"
                color="red"
                tt="none"
                leftSection={<IconAlertTriangle size={12} aria-hidden />}
              >
                {t('overdue')}
              </Badge>
            )}
          </>
        ),
      },
      {
        ...{ id: 'state', title: t('state'), width: 120 },
        cell: (row) => (
          <Badge variant="light" color={colors[row.state]} tt="none">
            {t(`stateOf.${row.state}`)}
          </Badge>
        ),
      },
      {
        ...{ id: 'assignee', title: t('assignee'), sortable: true, width: 140 },
        cell: (row) => row.assignee?.name ?? <Text c="dimmed">{t('nobody')}</Text>,
      },
      {
        ...{ id: 'group', title: t('group'), width: 140 },
        cell: (row) => row.group?.name ?? <Text c="dimmed">{t('noGroup')}</Text>,
      },
      { ...{ id: 'tries', title: t('tries'), align: 'end', width: 80 }, cell: (row) => row.tries },
      { ...{ id: 'note', title: t('note'), optional: true, width: 220 }, cell: (row) => row.note },
    ],
    [t],
  )
}
