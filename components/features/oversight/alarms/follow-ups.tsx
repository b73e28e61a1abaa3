'use client'

import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
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
import { When } from '@/components/patterns/time/when'
import type { FollowUpView } from '@/server/modules/oversight/contract'
import { FollowUpDialog } from './follow-up-dialog'

const states = ['open', 'done'] as const
const stateFilter = filterOf(states)

/** Names of rating tags in the reader's language; a tag that is offered no more keeps its key. */
function useTagName(): (key: string) => string {
  const trpc = useTRPC()
  const locale = useLocale()
  const tags = useQuery(trpc.oversight.ratingTags.queryOptions(undefined, { staleTime: 60_000 }))
  return (key) => {
    const names = tags.data?.find((tag) => tag.key === key)?.names
    return names?.[locale === 'zh' ? 'zh' : 'en'] ?? names?.en ?? names?.zh ?? key
  }
}

function useColumns(): Column<FollowUpView>[] {
  const t = useTranslations('oversight.follow')
  const tagName = useTagName()
  return useMemo(
    () => [
      {
        id: 'customer',
        title: t('customer'),
        cell: (row) => `${row.customer} #${row.number}`,
        heading: true,
      },
      { id: 'score', title: t('score'), cell: (row) => t('stars', { count: row.score }), width: 90 },
      { id: 'tags', title: t('tags'), cell: (row) => row.tags.map(tagName).join(', ') || '–', width: 180 },
      { id: 'comment', title: t('comment'), cell: (row) => row.comment ?? '–' },
      { id: 'agent', title: t('agent'), cell: (row) => row.agent ?? '–', width: 140 },
      { id: 'group', title: t('group'), cell: (row) => row.group ?? '–', width: 160 },
      { id: 'at', title: t('at'), cell: (row) => <When at={row.at} />, sortable: true, width: 190 },
      {
        id: 'state',
        title: t('state'),
        cell: (row) =>
          row.followedUpAt ? [row.followedUpBy, row.note].filter(Boolean).join(': ') : t('filter.open'),
        width: 200,
      },
    ],
    [t, tagName],
  )
}

export function FollowUps() {
  const t = useTranslations('oversight.follow')
  const trpc = useTRPC()
  const router = useRouter()
  const columns = useColumns()
  const state = useTableState(columns, { id: 'at', direction: 'desc' })
  const [shown, setShown] = useQueryState('state', stateFilter)
  const [open, setOpen] = useState<FollowUpView | null>(null)
  const list = useQuery(
    trpc.oversight.listFollowUps.queryOptions(
      {
        page: state.page,
        pageSize: state.pageSize,
        direction: state.sort.direction,
        ...(state.search && { search: state.search }),
        ...(shown && { state: shown }),
      },
      { placeholderData: keepPreviousData },
    ),
  )
  const message = useListMessage(list, {
    narrowed: Boolean(state.search || shown),
    clear: () => {
      state.setSearch('')
      void setShown(null)
    },
    none: { title: t('none') },
  })
  return (
    <>
      <FilterLine end={<TableTools screen="follow-ups" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <FilterSelect
          options={states.map((value) => ({ value, label: t(`filter.${value}`) }))}
          value={shown}
          onChange={(value) => {
            void setShown(value)
            state.toFirstPage()
          }}
          all={t('allStates')}
          label={t('state')}
        />
      </FilterLine>
      <DataTable
        label={t('state')}
        columns={columns}
        state={state}
        list={list}
        message={message}
        nameOf={(row) => row.customer}
        onOpen={(row) => router.push(`/conversations/${row.id}`)}
        isQuiet={(row) => row.followedUpAt !== null}
        rowActions={(row) =>
          row.followedUpAt === null && (
            <Button size="compact-sm" variant="default" onClick={() => setOpen(row)}>
              {t('do')}
            </Button>
          )
        }
      />
      {open && <FollowUpDialog rating={open} onClose={() => setOpen(null)} />}
    </>
  )
}
