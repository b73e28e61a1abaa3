'use client'

import { Badge, Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
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
import type { WebhookView } from '@/server/modules/integrations/contract'
import { DeliveriesDrawer } from './deliveries-drawer'
import { filterWebhooks, webhookStates } from './filter-webhooks'
import { WebhookHistory, WebhookMenu } from './webhook-acts'
import { WebhookDrawer } from './webhook-drawer'

export function WebhooksScreen() {
  const t = useTranslations('webhooks')
  const columns = useColumns()
  const table = useTableState(columns, { id: 'name', direction: 'asc' })
  const [state, setState] = useQueryState('state', filterOf(webhookStates))
  const [deliveriesOf, setDeliveriesOf] = useQueryState('deliveries', parseAsString)
  const panels = useRecordPanels()
  const list = useQuery(useTRPC().integrations.webhooks.queryOptions(undefined, { refetchInterval: 15_000 }))
  const all = list.data
  const found = all && filterWebhooks(all, { search: table.search, state, sort: table.sort })
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
  const byId = (id: string | null) => all?.find((webhook) => webhook.id === id) ?? null
  const [opened, copied, listed] = [byId(panels.opened), byId(panels.copyOf), byId(deliveriesOf)]
  const start = (table.page - 1) * table.pageSize
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={create}>
      <FilterLine end={<TableTools screen="webhooks" columns={columns} state={table} />}>
        <SearchBox state={table} placeholder={t('search')} />
        <FilterSelect
          label={t('state.title')}
          all={t('state.all')}
          options={webhookStates.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={state}
          onChange={(value) => {
            void setState(value)
            table.toFirstPage()
          }}
        />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={table}
        list={{
          data: found && { rows: found.slice(start, start + table.pageSize), total: found.length },
          isPlaceholderData: false,
        }}
        message={message}
        nameOf={(row) => row.name}
        onOpen={(row) => panels.open(row.id)}
        isQuiet={(row) => !row.enabled}
        rowActions={(row) => (
          <WebhookMenu
            row={row}
            onOpen={() => panels.open(row.id)}
            onCopy={() => panels.open('new', row.id)}
            onDeliveries={() => void setDeliveriesOf(row.id)}
            onHistory={() => panels.history(row.id)}
          />
        )}
      />
      {((panels.opened === 'new' && (panels.copyOf === null || copied)) || opened) && (
        <WebhookDrawer
          key={`${panels.opened} ${panels.copyOf}`}
          webhook={opened}
          copyOf={copied}
          onClose={panels.close}
        />
      )}
      {listed && <DeliveriesDrawer webhook={listed} onClose={() => void setDeliveriesOf(null)} />}
      {panels.historyOf !== null && <WebhookHistory id={panels.historyOf} onClose={panels.close} />}
    </Page>
  )
}

function useColumns(): Column<WebhookView>[] {
  const t = useTranslations('webhooks')
  const format = useFormatter()
  return useMemo(
    () => [
      { id: 'name', title: t('field.name'), heading: true, sortable: true, cell: (row) => row.name },
      {
        ...{ id: 'url', title: t('field.url') },
        cell: (row) => (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {row.url}
          </Text>
        ),
      },
      {
        ...{ id: 'events', title: t('field.events'), optional: true },
        cell: (row) =>
          row.events.length === 0
            ? t('field.allEvents')
            : format.list(row.events.map((event) => t(`event.${event}`))),
      },
      {
        ...{ id: 'state', title: t('state.title'), width: 200 },
        cell: (row) => <State webhook={row} />,
      },
      {
        ...{ id: 'waiting', title: t('column.waiting'), sortable: true, align: 'end', width: 110 },
        cell: (row) => format.number(row.waiting),
      },
      {
        ...{ id: 'givenUp', title: t('column.givenUp'), sortable: true, align: 'end', width: 150 },
        cell: (row) => format.number(row.givenUp),
      },
      {
        ...{ id: 'lastDelivered', title: t('column.lastDelivered'), width: 180 },
        cell: (row) => <When at={row.lastDeliveredAt} />,
      },
    ],
    [t, format],
  )
}

function State({ webhook }: { webhook: WebhookView }) {
  const words = useTranslations('webhooks.state')
  const format = useFormatter()
  if (!webhook.enabled) return <Badge color="gray">{words('off')}</Badge>
  if (!webhook.failingSince) return <Badge color="green">{words('on')}</Badge>
  const at = format.dateTime(new Date(webhook.failingSince), { dateStyle: 'short', timeStyle: 'short' })
  return <Badge color="red">{words('failing', { at })}</Badge>
}
