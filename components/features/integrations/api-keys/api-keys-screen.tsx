'use client'

import { Badge, Button, Code } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
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
import { type ApiKeyView, apiKeyStates } from '@/server/modules/integrations/contract'
import { filterKeys } from './filter-keys'
import { KeyHistory, KeyMenu } from './key-acts'
import { KeyDrawer } from './key-drawer'
import { scopeWord } from './scope-word'

export function ApiKeysScreen() {
  const t = useTranslations('apiKeys')
  const columns = useColumns()
  const table = useTableState(columns, { id: 'name', direction: 'asc' })
  const [state, setState] = useQueryState('state', filterOf(apiKeyStates))
  const panels = useRecordPanels()
  const list = useQuery(useTRPC().integrations.apiKeys.queryOptions())
  const all = list.data
  const found = all && filterKeys(all, { search: table.search, state, sort: table.sort })
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
  const byId = (id: string | null) => all?.find((key) => key.id === id) ?? null
  const [opened, copied] = [byId(panels.opened), byId(panels.copyOf)]
  const start = (table.page - 1) * table.pageSize
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={create}>
      <FilterLine end={<TableTools screen="api-keys" columns={columns} state={table} />}>
        <SearchBox state={table} placeholder={t('search')} />
        <FilterSelect
          label={t('state.title')}
          all={t('state.all')}
          options={apiKeyStates.map((value) => ({ value, label: t(`state.${value}`) }))}
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
        isQuiet={(row) => row.state !== 'live'}
        rowActions={(row) => (
          <KeyMenu
            row={row}
            onOpen={() => panels.open(row.id)}
            onCopy={() => panels.open('new', row.id)}
            onHistory={() => panels.history(row.id)}
          />
        )}
      />
      {((panels.opened === 'new' && (panels.copyOf === null || copied)) || opened) && (
        <KeyDrawer
          key={`${panels.opened} ${panels.copyOf}`}
          apiKey={opened}
          copyOf={copied}
          onClose={panels.close}
        />
      )}
      {panels.historyOf !== null && <KeyHistory id={panels.historyOf} onClose={panels.close} />}
    </Page>
  )
}

const colors = { live: 'green', expired: 'gray', revoked: 'red' } as const

function useColumns(): Column<ApiKeyView>[] {
  const t = useTranslations('apiKeys')
  const format = useFormatter()
  return useMemo(
    () => [
      { id: 'name', title: t('field.name'), heading: true, sortable: true, cell: (row) => row.name },
      {
        ...{ id: 'prefix', title: t('column.prefix'), width: 160 },
        cell: (row) => <Code>{row.prefix}…</Code>,
      },
      {
        ...{ id: 'scopes', title: t('field.scopes') },
        cell: (row) => format.list(row.scopes.map((scope) => t(`scope.${scopeWord(scope)}`))),
      },
      {
        ...{ id: 'state', title: t('state.title'), width: 130 },
        cell: (row) => <Badge color={colors[row.state]}>{t(`state.${row.state}`)}</Badge>,
      },
      {
        ...{ id: 'expires', title: t('column.expires'), sortable: true, width: 180 },
        cell: (row) => (row.expiresAt ? <When at={row.expiresAt} /> : t('column.never')),
      },
      {
        ...{ id: 'lastUsed', title: t('column.lastUsed'), sortable: true, width: 180 },
        cell: (row) => <When at={row.lastUsedAt} />,
      },
    ],
    [t, format],
  )
}
