'use client'

import { Badge } from '@mantine/core'
import { IconHistory, IconMessageChatbot, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
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
import { useRecordPanels } from '@/components/patterns/data-table/record-panels'
import { RowMenu } from '@/components/patterns/row-menu/row-menu'
import type { BotRow } from '@/server/modules/bot/contract'
import { BotDrawer } from './bot-drawer'
import { BotHistory } from './bot-history'
import { CircuitBadge } from './circuit-badge'
import { TryBot } from './try-bot'

/** One line for each channel, with a bot or without. */
export function ChannelsTab() {
  const t = useTranslations('bot')
  const columns = useColumns()
  const table = useTableState(columns, { id: 'channel', direction: 'asc' })
  const panels = useRecordPanels()
  const [trying, setTrying] = useQueryState('try', parseAsString)
  const mayWrite = useCan()('channels.write')
  const list = useQuery(useTRPC().bot.listBots.queryOptions(undefined, { refetchInterval: 15_000 }))
  const found = list.data && sorted(list.data, table)
  const message = useListMessage(
    { ...list, data: found && { total: found.length } },
    {
      narrowed: table.search !== '',
      clear: () => table.setSearch(''),
      none: { title: t('none') },
    },
  )
  const start = (table.page - 1) * table.pageSize
  return (
    <>
      <FilterLine end={<TableTools screen="bot" columns={columns} state={table} />}>
        <SearchBox state={table} placeholder={t('search')} />
      </FilterLine>
      <DataTable
        label={t('tab.channels')}
        columns={columns}
        state={table}
        list={{
          data: found && { rows: found.slice(start, start + table.pageSize), total: found.length },
          isPlaceholderData: false,
        }}
        message={message}
        nameOf={(row) => row.channelName}
        onOpen={(row) => panels.open(row.channelId)}
        isQuiet={(row) => row.channelDisabled || !row.enabled}
        rowActions={(row) => (
          <RowMenu
            name={row.channelName}
            acts={[
              {
                key: 'edit',
                label: t(mayWrite ? 'edit' : 'view'),
                icon: IconPencil,
                onClick: () => panels.open(row.channelId),
              },
              {
                key: 'try',
                label: t('try.open'),
                icon: IconMessageChatbot,
                onClick: () => void setTrying(row.channelId),
              },
              ...(mayWrite
                ? [
                    {
                      key: 'history',
                      label: t('history'),
                      icon: IconHistory,
                      onClick: () => panels.history(row.channelId),
                    },
                  ]
                : []),
            ]}
          />
        )}
      />
      {panels.opened !== null && (
        <BotDrawer
          key={panels.opened}
          channelId={panels.opened}
          onTry={() => void setTrying(panels.opened)}
          onClose={panels.close}
        />
      )}
      {trying !== null && <TryBot channelId={trying} onClose={() => void setTrying(null)} />}
      {panels.historyOf !== null && <BotHistory channelId={panels.historyOf} onClose={panels.close} />}
    </>
  )
}

function sorted(
  rows: readonly BotRow[],
  { search, sort }: { search: string; sort: { id: string; direction: 'asc' | 'desc' } },
): BotRow[] {
  const by = (a: BotRow, b: BotRow) =>
    sort.id === 'turns'
      ? a.turns - b.turns
      : sort.id === 'missed'
        ? a.missed - b.missed
        : a.channelName.localeCompare(b.channelName)
  const turn = sort.direction === 'desc' ? -1 : 1
  return rows
    .filter(({ channelName }) => channelName.toLowerCase().includes(search.toLowerCase()))
    .toSorted((a, b) => turn * by(a, b))
}

function useColumns(): Column<BotRow>[] {
  const t = useTranslations('bot')
  const format = useFormatter()
  return useMemo(
    () => [
      {
        ...{ id: 'channel', title: t('column.channel'), heading: true, sortable: true },
        cell: (row) => row.channelName,
      },
      { ...{ id: 'state', title: t('column.state'), width: 210 }, cell: (row) => <State row={row} /> },
      {
        ...{ id: 'service', title: t('column.service'), width: 190 },
        cell: (row) => (row.external ? <CircuitBadge state={row.circuit} /> : t('service.none')),
      },
      {
        ...{ id: 'turns', title: t('column.turns'), sortable: true, align: 'end', width: 150 },
        cell: (row) => format.number(row.turns),
      },
      {
        ...{ id: 'missed', title: t('column.missed'), sortable: true, align: 'end', width: 170 },
        cell: (row) =>
          row.turns === 0
            ? '–'
            : `${format.number(row.missed)} (${format.number(row.missed / row.turns, { style: 'percent' })})`,
      },
    ],
    [t, format],
  )
}

function State({ row }: { row: BotRow }) {
  const states = useTranslations('bot.state')
  if (!row.enabled) return <Badge color="gray">{states('off')}</Badge>
  return <Badge color="green">{states(`${row.when}`)}</Badge>
}
