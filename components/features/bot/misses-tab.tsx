'use client'

import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBook2, IconCircleOff, IconPlaylistAdd, IconRotate } from '@tabler/icons-react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
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
import { RowMenu } from '@/components/patterns/row-menu/row-menu'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { MissRow } from '@/server/modules/bot/contract'
import { type MissColumnRow as Row, useMissColumns } from './use-miss-columns'
import { useArticleOptions } from './use-options'

const kinds = ['missed', 'unsure'] as const
const seen = ['open', 'marked'] as const
const periods = ['7', '30', '90', '365'] as const
type How =
  | { kind: 'dismiss' }
  | { kind: 'reopen' }
  | { kind: 'article'; topic: string }
  | { kind: 'question'; articleId: string }

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
  const rows: Row[] | undefined = list.data?.rows.map((row) => ({ ...row, id: row.key }))
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

type Resolve = (keys: string[], how: How) => Promise<void>

function MissMenu({ row, resolve, onInto }: { row: MissRow; resolve: Resolve; onInto: () => void }) {
  const t = useTranslations('bot.miss')
  const acts = row.mark
    ? [
        {
          key: 'reopen',
          label: t('reopen'),
          icon: IconRotate,
          onClick: () => void resolve([row.key], { kind: 'reopen' }),
        },
      ]
    : [
        {
          key: 'article',
          label: t('newArticle'),
          icon: IconBook2,
          onClick: () => void resolve([row.key], { kind: 'article', topic: '' }),
        },
        { key: 'into', label: t('intoArticle'), icon: IconPlaylistAdd, onClick: onInto },
        {
          key: 'dismiss',
          label: t('dismiss'),
          icon: IconCircleOff,
          onClick: () => void resolve([row.key], { kind: 'dismiss' }),
        },
      ]
  return <RowMenu name={row.question || t('gone')} acts={acts} />
}

function IntoArticle({ onClose, resolve }: { onClose: () => void; resolve: (how: How) => Promise<void> }) {
  const t = useTranslations('bot.miss')
  const [search, setSearch] = useState('')
  const [articleId, setArticle] = useState<string | null>(null)
  const [topic, setTopic] = useState('')
  const options = useArticleOptions(search, articleId)
  return (
    <Modal opened onClose={onClose} title={t('intoTitle')}>
      <Stack gap="md">
        <Group align="end">
          <Select
            flex={1}
            label={t('article')}
            description={t('articleHint')}
            data={options}
            value={articleId}
            searchable
            onSearchChange={setSearch}
            onChange={setArticle}
            data-autofocus
          />
          <Button
            disabled={!articleId}
            onClick={() => articleId && void resolve({ kind: 'question', articleId })}
          >
            {t('add')}
          </Button>
        </Group>
        <Group align="end">
          <TextInput
            flex={1}
            label={t('newTopic')}
            description={t('newHint')}
            value={topic}
            maxLength={400}
            onChange={(event) => setTopic(event.currentTarget.value)}
          />
          <Button variant="default" onClick={() => void resolve({ kind: 'article', topic })}>
            {t('newArticle')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function useResolve(): Resolve {
  const t = useTranslations('bot.miss')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failure = useFailureText()
  return async (keys, how) => {
    try {
      await client.bot.resolveMisses.mutate({ keys, how })
      notifications.show({ color: 'green', message: t(`done.${how.kind}`, { count: keys.length }) })
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.bot.misses.pathFilter())
    await queries.invalidateQueries(trpc.knowledge.pathFilter())
  }
}
