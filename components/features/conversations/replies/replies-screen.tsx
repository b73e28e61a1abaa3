'use client'

import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useCan, useMe } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import {
  type Column,
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
import { useRecordPanels } from '@/components/patterns/data-table/record-panels'
import { Page } from '@/components/patterns/page/page'
import { When } from '@/components/patterns/time/when'
import { type QuickReplyView, replyScope } from '@/server/modules/conversations/contract'
import { RepliesCsv } from './replies-csv'
import { ReplyBulk } from './reply-bulk'
import { ReplyDrawer } from './reply-drawer'
import { ReplyHistory } from './reply-history'
import { ReplyMenu } from './reply-menu'

const SORTS = ['shortcut', 'title', 'used', 'updated'] as const
const scopeFilter = filterOf(replyScope.options)

/** Text that agents keep ready: own ones, those of a group, those for all. */
export function RepliesScreen() {
  const t = useTranslations('quickReplies')
  const columns = useColumns()
  const state = useTableState(columns, { id: 'shortcut', direction: 'asc' })
  const replies = useReplies(state)
  const panels = useRecordPanels()
  const mayChange = useMayChange()
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panels.open('new')}>
      {t('new')}
    </Button>
  )
  const actions = (
    <>
      <RepliesCsv search={state.search} scope={replies.scope} />
      {create}
    </>
  )
  const message = useListMessage(replies.list, {
    narrowed: state.search !== '' || replies.scope !== null,
    clear: replies.clear,
    none: { title: t('none'), action: create },
  })
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={actions}>
      <FilterLine end={<TableTools screen="quick-replies" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <FilterSelect
          options={replyScope.options.map((value) => ({ value, label: t(`scope.${value}`) }))}
          value={replies.scope}
          onChange={replies.setScope}
          all={t('allScopes')}
          label={t('scopeTitle')}
        />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        list={replies.list}
        message={message}
        nameOf={(row) => `/${row.shortcut}`}
        onOpen={(row) => panels.open(row.id)}
        isSelectable={mayChange}
        bulk={(rows, clear) => <ReplyBulk rows={rows} onDone={clear} />}
        rowActions={(row) => (
          <ReplyMenu
            row={row}
            mayChange={mayChange(row)}
            onOpen={() => panels.open(row.id)}
            onCopy={() => panels.open('new', row.id)}
            onHistory={() => panels.history(row.id)}
          />
        )}
      />
      {panels.opened !== null && (
        <ReplyDrawer
          key={`${panels.opened} ${panels.copyOf}`}
          id={panels.opened === 'new' ? null : panels.opened}
          copyOf={panels.copyOf}
          mayChange={mayChange}
          onClose={panels.close}
        />
      )}
      {panels.historyOf !== null && <ReplyHistory id={panels.historyOf} onClose={panels.close} />}
    </Page>
  )
}

function useReplies(state: TableState) {
  const trpc = useTRPC()
  const [scope, setScope] = useQueryState('scope', scopeFilter)
  const list = useQuery(
    trpc.conversations.listQuickReplies.queryOptions(
      {
        sort: SORTS.find((sort) => sort === state.sort.id) ?? 'shortcut',
        direction: state.sort.direction,
        page: state.page,
        pageSize: state.pageSize,
        search: state.search,
        ...(scope && { scope }),
      },
      { placeholderData: keepPreviousData },
    ),
  )
  return {
    list,
    scope,
    setScope: (value: typeof scope) => {
      void setScope(value)
      state.toFirstPage()
    },
    clear: () => {
      state.setSearch('')
      void setScope(null)
    },
  }
}

/** The server's own rule: an own one, or by the scope of the permission. */
function useMayChange(): (row: QuickReplyView) => boolean {
  const me = useMe()
  const can = useCan()
  return ({ scope, groupId }) =>
    scope === 'own' ||
    can('replies.write', { ownerId: null, groupIds: [scope === 'group' ? groupId : null] }) ||
    me.permissions['replies.write'] === 'all'
}

function useColumns(): Column<QuickReplyView>[] {
  const t = useTranslations('quickReplies')
  return useMemo(
    () => [
      {
        ...{ id: 'shortcut', title: t('shortcut'), sortable: true, heading: true, width: 160 },
        cell: (row) => `/${row.shortcut}`,
      },
      { id: 'title', title: t('name'), cell: (row) => row.title, sortable: true, width: 220 },
      {
        id: 'text',
        title: t('text'),
        cell: (row) => (
          <Text size="sm" c="dimmed" lineClamp={1}>
            {row.text}
          </Text>
        ),
      },
      {
        ...{ id: 'scope', title: t('scopeTitle'), width: 160 },
        cell: (row) => row.groupName ?? t(`scope.${row.scope}`),
      },
      {
        ...{ id: 'used', title: t('used'), sortable: true, align: 'end', width: 96 },
        cell: (row) => row.usedCount,
      },
      {
        ...{ id: 'updated', title: t('updated'), sortable: true, optional: true, width: 180 },
        cell: (row) => <When at={row.updatedAt} />,
      },
    ],
    [t],
  )
}
