'use client'

import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { ImPanels, useImPanels } from '@/components/features/im/im-panels'
import {
  DataTable,
  FilterLine,
  FilterSelect,
  filterOf,
  SearchBox,
  type TableState,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import {
  type ChannelFilter,
  type ChannelRow,
  channelKinds,
  channelSorts,
  channelStates,
} from '@/server/modules/channels/contract'
import { ExchangeActions } from '../shared/exchange-actions'
import { usePanels } from '../shared/use-panels'
import { BulkActions } from './bulk-actions'
import { ChannelDrawer } from './channel-drawer'
import { useChannelColumns } from './columns'
import { RowMenu } from './row-menu'

const stateFilter = filterOf(channelStates)
const kindFilter = filterOf(channelKinds)

export function ChannelsScreen() {
  const t = useTranslations('channels')
  const columns = useChannelColumns()
  const state = useTableState(columns, { id: 'name', direction: 'asc' })
  const channels = useChannels(state)
  const panels = usePanels('channel')
  const im = useImPanels()
  const mayWrite = useCan()('channels.write')
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panels.open('new')}>
      {t('new')}
    </Button>
  )
  const message = useListMessage(channels.list, {
    narrowed: channels.narrowed,
    clear: channels.clear,
    none: { title: t('none'), action: create },
  })
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <ExchangeActions
          what="channels"
          href={`/api/channels/export?${new URLSearchParams(channels.filter)}`}
          mayWrite={mayWrite}
        >
          {create}
        </ExchangeActions>
      }
    >
      <FilterLine end={<TableTools screen="channels" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <FilterSelect
          options={channelKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={channels.kind}
          onChange={channels.setKind}
          all={t('allKinds')}
          label={t('field.kind')}
        />
        <FilterSelect
          options={channelStates.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={channels.state}
          onChange={channels.setState}
          all={t('allStates')}
          label={t('stateTitle')}
        />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        list={channels.list}
        message={message}
        nameOf={(row) => row.name}
        onOpen={(row) => panels.open(row.id)}
        isQuiet={(row) => row.state === 'disabled'}
        {...(mayWrite && {
          bulk: (rows: ChannelRow[], clear: () => void) => <BulkActions rows={rows} onDone={clear} />,
        })}
        rowActions={(row) => (
          <RowMenu
            row={row}
            onOpen={() => panels.open(row.id)}
            onCopy={() => panels.open('new', row.id)}
            onHistory={() => panels.history(row.id)}
            onIm={(part) => im.open(row.id, part)}
          />
        )}
      />
      {panels.opened !== null && (
        <ChannelDrawer
          key={`${panels.opened} ${panels.copyOf}`}
          id={panels.opened === 'new' ? null : panels.opened}
          copyOf={panels.copyOf}
          onClose={panels.close}
          onHistory={panels.history}
        />
      )}
      {panels.drawer}
      {im.channelId !== null && (
        <ImPanels
          key={im.channelId}
          channelId={im.channelId}
          part={im.part}
          onPart={(part) => im.open(im.channelId ?? '', part)}
          onClose={im.close}
        />
      )}
    </Page>
  )
}

function useChannels(table: TableState) {
  const trpc = useTRPC()
  const [state, setState] = useQueryState('state', stateFilter)
  const [kind, setKind] = useQueryState('kind', kindFilter)
  const filter: ChannelFilter = {
    sort: channelSorts.find((sort) => sort === table.sort.id) ?? 'name',
    direction: table.sort.direction,
    ...(table.search && { search: table.search }),
    ...(state && { state }),
    ...(kind && { kind }),
  }
  const list = useQuery(
    trpc.channels.listChannels.queryOptions(
      { ...filter, page: table.page, pageSize: table.pageSize },
      { placeholderData: keepPreviousData },
    ),
  )
  const narrow = (work: () => unknown) => {
    void work()
    table.toFirstPage()
  }
  return {
    list,
    filter,
    state,
    kind,
    narrowed: table.search !== '' || state !== null || kind !== null,
    setState: (value: typeof state) => narrow(() => setState(value)),
    setKind: (value: typeof kind) => narrow(() => setKind(value)),
    clear: () => {
      table.setSearch('')
      void setState(null)
      void setKind(null)
    },
  }
}
