'use client'

import { ActionIcon, Button, Select, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useCan, useMe } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import {
  type Column,
  DataTable,
  FilterLine,
  filterOf,
  SearchBox,
  type TableState,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import { type QuickReplyView, replyScope } from '@/server/modules/conversations/contract'
import { RepliesCsv } from './replies-csv'
import { ReplyDrawer } from './reply-drawer'

const SORTS = ['shortcut', 'title', 'used', 'updated'] as const
const scopeFilter = filterOf(replyScope.options)

/** Text that agents keep ready: own ones, those of a group, those for all. */
export function RepliesScreen() {
  const t = useTranslations('quickReplies')
  const columns = useColumns()
  const state = useTableState(columns, { id: 'shortcut', direction: 'asc' })
  const replies = useReplies(state)
  const [opened, setOpened] = useQueryState('open', parseAsString)
  const mayChange = useMayChange()
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => void setOpened('new')}>
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
        <Select
          data={replyScope.options.map((value) => ({ value, label: t(`scope.${value}`) }))}
          value={replies.scope}
          onChange={replies.setScope}
          placeholder={t('allScopes')}
          aria-label={t('scopeTitle')}
          clearable
          w={160}
        />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        rows={replies.list.data?.rows}
        total={replies.list.data?.total ?? 0}
        stale={replies.list.isPlaceholderData}
        message={message}
        nameOf={(row) => `/${row.shortcut}`}
        onOpen={(row) => void setOpened(row.id)}
        rowActions={(row) => (mayChange(row) ? <RemoveButton row={row} /> : null)}
      />
      {opened !== null && (
        <ReplyDrawer
          key={opened}
          id={opened === 'new' ? null : opened}
          mayChange={mayChange}
          onClose={() => void setOpened(null)}
        />
      )}
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

function RemoveButton({ row }: { row: QuickReplyView }) {
  const t = useTranslations('quickReplies')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  const remove = async () => {
    const question = { title: t('removeTitle', { name: row.shortcut }), body: t('removeBody'), danger: true }
    if (!(await confirm({ ...question, confirm: t('remove') }))) return
    try {
      await client.conversations.deleteQuickReply.mutate({ id: row.id, version: row.version })
      notifications.show({ message: t('removed', { name: row.shortcut }) })
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.conversations.pathFilter())
  }
  return (
    <ActionIcon aria-label={t('removeTitle', { name: row.shortcut })} onClick={() => void remove()}>
      <IconTrash size={18} stroke={1.6} />
    </ActionIcon>
  )
}
