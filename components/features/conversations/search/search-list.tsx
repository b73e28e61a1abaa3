'use client'

import { ActionIcon, Button, CloseButton, Indicator, TextInput } from '@mantine/core'
import { useDebouncedCallback, useDisclosure, useWindowEvent } from '@mantine/hooks'
import { IconFilter, IconSearch, IconSearchOff } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { SavedViewsMenu } from '@/components/patterns/saved-views/saved-views'
import { isTyping } from '@/components/patterns/shell/keys-dialog'
import { FailedState } from '@/components/patterns/states/failed-state'
import { StateMessage } from '@/components/patterns/states/state-message'
import type { Excerpt } from '@/server/http/v1/work-contract'
import { ItemList } from '../list/item-list'
import lists from '../list/list.module.css'
import { ListSkeleton } from '../list/list-skeleton'
import { FilterPanel } from './filter-panel'
import classes from './search.module.css'
import { countOf, type Filter, toFilter, useFilter, useSearch } from './use-search'

type Props = { selectedId: string | null; onSelect: (id: string) => void }

const noDrafts: ReadonlySet<string> = new Set()

/** Every conversation one may read: by words, number, customer, and conditions that can be kept. */
export function SearchList({ selectedId, onSelect }: Props) {
  const t = useTranslations('workspace.search')
  const [filter, setFilter] = useFilter()
  const [open, { toggle }] = useDisclosure(false)
  const conditions = countOf(filter)
  // What stands in the field, also before the search has started for it.
  const words = useRef(filter.q ?? '')
  return (
    <>
      <div className={classes.head}>
        <SearchField filter={filter} words={words} onChange={setFilter} />
        <Indicator disabled={conditions === 0} label={conditions} size={16} inline>
          <ActionIcon size="lg" onClick={toggle} aria-expanded={open} aria-label={t('filter')}>
            <IconFilter size={18} />
          </ActionIcon>
        </Indicator>
        <SavedViewsMenu
          screen="workspace"
          present={Object.keys(filter).length > 0 ? filter : null}
          onChoose={(view) => setFilter(toFilter(view))}
        />
      </div>
      {open && <FilterPanel filter={filter} onChange={(next) => setFilter(withWords(next, words.current))} />}
      <Results filter={filter} onClear={() => setFilter({})} {...{ selectedId, onSelect }} />
    </>
  )
}

function withWords({ q: _, ...rest }: Filter, words: string): Filter {
  return words ? { ...rest, q: words } : rest
}

type FieldProps = { filter: Filter; words: RefObject<string>; onChange: (filter: Filter) => void }

function SearchField({ filter, words, onChange }: FieldProps) {
  const t = useTranslations('workspace.search')
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(filter.q ?? '')
  const latest = useRef(filter)
  latest.current = filter
  const search = useDebouncedCallback(() => onChange(withWords(latest.current, words.current)), 250)
  // Chosen from outside: a saved filter, or cleared.
  useEffect(() => {
    words.current = filter.q ?? ''
    setText((typed) => (typed.trim() === (filter.q ?? '') ? typed : (filter.q ?? '')))
  }, [filter.q, words])
  useEffect(() => input.current?.focus(), [])
  useWindowEvent('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event)) return
    event.preventDefault()
    input.current?.focus()
  })
  const change = (value: string) => {
    setText(value)
    words.current = value.trim()
    search()
  }
  return (
    <TextInput
      ref={input}
      flex={1}
      type="search"
      aria-label={t('label')}
      placeholder={t('placeholder')}
      leftSection={<IconSearch size={16} />}
      rightSection={
        text !== '' && <CloseButton size="sm" onClick={() => change('')} aria-label={t('clear')} />
      }
      value={text}
      maxLength={200}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

function Results({ filter, onClear, selectedId, onSelect }: Props & { filter: Filter; onClear: () => void }) {
  const t = useTranslations('workspace.search')
  const search = useSearch(filter)
  const hits = useMemo(() => search.data?.pages.flatMap(({ items }) => items) ?? [], [search.data])
  if (search.isError && !search.data)
    return <FailedState error={search.error} retry={() => void search.refetch()} />
  if (!search.data) return <ListSkeleton />
  const views = hits.map(({ conversation }) => conversation)
  const excerpts = new Map(hits.map(({ conversation, excerpt }) => [conversation.id, excerpt]))
  const total = search.data.pages[0]?.total ?? 0
  return (
    <div className={lists.scroll} aria-busy={search.isPlaceholderData}>
      <p className={classes.total} role="status">
        {total >= 1_000 ? t('many') : t('total', { count: total })}
      </p>
      {hits.length === 0 ? (
        <StateMessage
          icon={IconSearchOff}
          title={t('none')}
          hint={t('noneHint')}
          action={
            <Button variant="default" onClick={onClear}>
              {t('clearAll')}
            </Button>
          }
        />
      ) : (
        <ItemList
          label={t('results')}
          sections={[{ key: 'all', title: null, views }]}
          selectedId={selectedId}
          drafts={noDrafts}
          typing={{}}
          onSelect={onSelect}
          below={(view) => <Found excerpt={excerpts.get(view.id) ?? null} number={view.number} />}
        />
      )}
      {search.hasNextPage && (
        <Button
          fullWidth
          variant="subtle"
          mb="md"
          loading={search.isFetchingNextPage}
          onClick={() => void search.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </div>
  )
}

/** The number, and the place where the words were found. */
function Found({ excerpt, number }: { excerpt: Excerpt | null; number: number }) {
  if (!excerpt) return <span className={classes.found}>#{number}</span>
  const parts: { text: string; hit: boolean; at: number }[] = []
  let at = 0
  for (const [from, to] of excerpt.hits) {
    parts.push({ text: excerpt.text.slice(at, from), hit: false, at })
    parts.push({ text: excerpt.text.slice(from, to), hit: true, at: from })
    at = to
  }
  parts.push({ text: excerpt.text.slice(at), hit: false, at })
  return (
    <span className={classes.found}>
      #{number}{' '}
      {parts.map(({ text, hit, at: place }) =>
        hit ? <mark key={`hit ${place}`}>{text}</mark> : <span key={`text ${place}`}>{text}</span>,
      )}
    </span>
  )
}
