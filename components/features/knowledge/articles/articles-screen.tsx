'use client'

import { Button, Select } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMessageQuestion, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useTRPC } from '@/components/client/trpc'
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
import { useRecordPanels } from '@/components/patterns/data-table/record-panels'
import { Page } from '@/components/patterns/page/page'
import { articleStates } from '@/server/modules/knowledge/contract'
import { ArticleBulk } from './article-bulk'
import { ArticleDrawer } from './article-drawer'
import { ArticleHistory } from './article-history'
import { ArticleMenu } from './article-menu'
import { ArticlesFile } from './articles-file'
import { useArticleColumns } from './columns'
import { TryQuestion } from './try-question'

const SORTS = ['title', 'topic', 'used', 'helpful', 'updated'] as const
const stateFilter = filterOf(articleStates)

/** What agents and the bot answer from. */
export function ArticlesScreen() {
  const t = useTranslations('knowledge')
  const columns = useArticleColumns()
  const state = useTableState(columns, { id: 'title', direction: 'asc' })
  const articles = useArticles(state)
  const panels = useRecordPanels()
  const [trying, tried] = useDisclosure(false)
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panels.open('new')}>
      {t('new')}
    </Button>
  )
  const actions = (
    <>
      <ArticlesFile filter={articles.filter} />
      <Button variant="default" leftSection={<IconMessageQuestion size={16} />} onClick={tried.open}>
        {t('try.open')}
      </Button>
      {create}
    </>
  )
  const message = useListMessage(articles.list, {
    narrowed: Object.keys(articles.filter).length > 0,
    clear: articles.clear,
    none: { title: t('none'), action: create },
  })
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={actions}>
      <FilterLine end={<TableTools screen="knowledge" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <TopicFilter value={articles.topic} onChange={articles.setTopic} />
        <FilterSelect
          options={articleStates.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={articles.status}
          onChange={articles.setStatus}
          all={t('allStates')}
          label={t('stateTitle')}
          w={200}
        />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        list={articles.list}
        message={message}
        nameOf={(row) => row.title}
        onOpen={(row) => panels.open(row.id)}
        bulk={(rows, clear) => <ArticleBulk rows={rows} onDone={clear} />}
        rowActions={(row) => (
          <ArticleMenu
            row={row}
            onOpen={() => panels.open(row.id)}
            onCopy={() => panels.open('new', row.id)}
            onHistory={() => panels.history(row.id)}
          />
        )}
      />
      {panels.opened !== null && (
        <ArticleDrawer
          key={`${panels.opened} ${panels.copyOf}`}
          id={panels.opened === 'new' ? null : panels.opened}
          copyOf={panels.copyOf}
          topic={articles.topic ?? ''}
          onClose={panels.close}
        />
      )}
      {panels.historyOf !== null && <ArticleHistory id={panels.historyOf} onClose={panels.close} />}
      {trying && <TryQuestion onClose={tried.close} />}
    </Page>
  )
}

function useArticles(state: TableState) {
  const trpc = useTRPC()
  const [status, setStatus] = useQueryState('state', stateFilter)
  const [topic, setTopic] = useQueryState('topic', parseAsString)
  const filter = {
    ...(state.search && { search: state.search }),
    ...(status && { state: status }),
    ...(topic && { topic }),
  }
  const list = useQuery(
    trpc.knowledge.listArticles.queryOptions(
      {
        ...filter,
        sort: SORTS.find((sort) => sort === state.sort.id) ?? 'title',
        direction: state.sort.direction,
        page: state.page,
        pageSize: state.pageSize,
      },
      { placeholderData: keepPreviousData },
    ),
  )
  return {
    ...{ list, status, topic, filter },
    setStatus: (value: typeof status) => {
      void setStatus(value)
      state.toFirstPage()
    },
    setTopic: (value: string | null) => {
      void setTopic(value)
      state.toFirstPage()
    },
    clear: () => {
      state.setSearch('')
      void setStatus(null)
      void setTopic(null)
    },
  }
}

/** The tree of topics; a topic stands for itself and all below it. */
function TopicFilter({
  value,
  onChange,
}: {
  value: string | null
  onChange: (value: string | null) => void
}) {
  const t = useTranslations('knowledge')
  const trpc = useTRPC()
  const topics = useQuery(trpc.knowledge.listTopics.queryOptions()).data ?? []
  const levels = new Set<string>(value ? [value] : [])
  for (const { topic } of topics) {
    const path = topic.split(' / ').filter((level) => level !== '')
    for (const i of path.keys()) levels.add(path.slice(0, i + 1).join(' / '))
  }
  const data = [...levels]
    .sort((a, b) => a.localeCompare(b))
    .map((topic) => {
      const path = topic.split(' / ')
      return { value: topic, label: `${'\u2003'.repeat(path.length - 1)}${path.at(-1)}` }
    })
  return (
    <Select
      data={data}
      value={value}
      onChange={onChange}
      placeholder={t('allTopics')}
      aria-label={t('topic')}
      searchable
      clearable
      w={200}
    />
  )
}
