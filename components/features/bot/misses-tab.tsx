'use client'

import { Button, Group } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import {
  DataTable,
  FilterLine,
  FilterSelect,
  filterOf,
  SearchBox,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { type MissLine, useMissColumns } from './miss-columns'
import { IntoArticle, MissMenu, useResolve } from './resolve-misses'

const kinds = ['missed', 'unsure'] as const
const seen = ['open', 'marked'] as const
const periods = ['7', '30', '90', '365'] as const
/** What customers asked and the bot could not answer: for the editors to see to. */
export function MissesTab() {
  const t = useTranslations('bot.miss')
  const columns = useMissColumns()
  const table = useTableState(columns, { id: 'count', direction: 'desc' })
  const [kind, setKind] = useQueryState('kind', filterOf(kinds))
  const [state, setState] = useQueryState('seen', filterOf(seen))
  const [days, setDays] = useQueryState('days', filterOf(periods))
  const [channelId, setChannel] = useQueryState('channel', parseAsString)
  const [into, setInto] = useState<string[] | null>(null)
  const trpc = useTRPC()
  const channels = useQuery(trpc.bot.listBots.queryOptions())
  const list = useQuery(
    trpc.bot.misses.queryOptions(
      {
        ...{ search: table.search, page: table.page, pageSize: table.pageSize },
        ...{ sort: table.sort.id === 'last' ? 'last' : 'count', direction: table.sort.direction },
        ...{ days: Number(days ?? 30), marked: state === 'marked' },
        ...(kind && { kind }),
        ...(channelId && { channelId }),
      },
      { placeholderData: keepPreviousData },
    ),
  )
  const rows: MissLine[] | undefined = list.data?.rows.map((row) => ({ ...row, id: row.key }))
  const resolve = useResolve()
  const changed =
    <T,>(set: (value: T) => unknown) =>
    (value: T) => {
      void set(value)
      table.toFirstPage()
    }
  const message = useListMessage(list, {
    narrowed: table.search !== '' || kind !== null || state !== null || channelId !== null,
    clear: () => {
      table.setSearch('')
      void setKind(null)
      void setState(null)
      void setChannel(null)
    },
    none: { title: t('none') },
  })
  return (
    <>
      <FilterLine end={<TableTools screen="bot-misses" columns={columns} state={table} />}>
        <SearchBox state={table} placeholder={t('search')} />
        <FilterSelect
          label={t('kindTitle')}
          all={t('allKinds')}
          options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={kind}
          onChange={changed(setKind)}
        />
        <FilterSelect
          label={t('seenTitle')}
          all={t('seen.open')}
          options={[{ value: 'marked' as const, label: t('seen.marked') }]}
          value={state === 'marked' ? 'marked' : null}
          onChange={changed(setState)}
        />
        <FilterSelect
          label={t('period')}
          all={t('days', { count: 30 })}
          options={(['7', '90', '365'] as const).map((value) => ({
            value,
            label: t('days', { count: Number(value) }),
          }))}
          value={days === '30' ? null : days}
          onChange={changed(setDays)}
        />
        <FilterSelect
          label={t('channel')}
          all={t('allChannels')}
          options={(channels.data ?? []).map((row) => ({ value: row.channelId, label: row.channelName }))}
          value={channelId}
          onChange={changed(setChannel)}
        />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={table}
        list={{
          data: rows && { rows, total: list.data?.total ?? 0 },
          isPlaceholderData: list.isPlaceholderData,
        }}
        message={message}
        nameOf={(row) => row.question || t('gone')}
        onOpen={(row) => setInto([row.key])}
        bulk={(picked, clear) => (
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              onClick={() =>
                void resolve(
                  picked.map(({ key }) => key),
                  { kind: 'dismiss' },
                ).then(clear)
              }
            >
              {t('dismiss')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                setInto(picked.map(({ key }) => key))
                clear()
              }}
            >
              {t('intoArticle')}
            </Button>
          </Group>
        )}
        rowActions={(row) => <MissMenu row={row} resolve={resolve} onInto={() => setInto([row.key])} />}
      />
      {into && (
        <IntoArticle
          onClose={() => setInto(null)}
          resolve={(how) => resolve(into, how).then(() => setInto(null))}
        />
      )}
    </>
  )
}
