'use client'

import { SegmentedControl, VisuallyHidden } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { FailedState } from '@/components/patterns/states/failed-state'
import { StateMessage } from '@/components/patterns/states/state-message'
import { useDrafts } from '../chat/drafts'
import { useLive, useLiveState, useStore } from '../live/use-live'
import { SearchList } from '../search/search-list'
import { ShiftEnd } from '../status/shift-end'
import { StatusSwitch } from '../status/status-switch'
import { StartButton } from '../work/start-dialog'
import { AlertsMenu } from './alerts-menu'
import { ItemList, type ListSection } from './item-list'
import classes from './list.module.css'
import { ListSkeleton } from './list-skeleton'
import { type Tab, tabs, useAskedList, useMine } from './use-lists'
import { usePlaces } from './use-places'
import { WaitingAnnouncer } from './waiting-announcer'

type Props = { selectedId: string | null; onSelect: (id: string) => void }

/** Left: the own status, and who waits. */
export function ListColumn({ selectedId, onSelect }: Props) {
  const t = useTranslations('workspace.list')
  const [tab, setTab] = useTab()
  const queue = useAskedList('queue', tab === 'queue')
  const offline = useAskedList('offline', tab === 'offline')
  const counts: Partial<Record<Tab, number>> = {
    queue: queue.data?.length ?? 0,
    offline: offline.data?.length ?? 0,
  }
  return (
    <nav className={classes.column} aria-label={t('label')}>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      <div className={classes.head}>
        <StatusSwitch place="list" />
        <ShiftEnd />
        <StartButton onStarted={onSelect} />
        <AlertsMenu />
        <SegmentedControl
          className={classes.tabs}
          size="xs"
          value={tab}
          onChange={(value) => setTab(value as Tab)}
          aria-label={t('which')}
          data={tabs.map((key) => ({ value: key, label: <TabLabel tab={key} count={counts[key] ?? 0} /> }))}
        />
      </div>
      <WaitingAnnouncer selectedId={selectedId} />
      {tab === 'mine' ? (
        <Mine selectedId={selectedId} onSelect={onSelect} />
      ) : tab === 'all' ? (
        <SearchList selectedId={selectedId} onSelect={onSelect} />
      ) : (
        <Asked key={tab} tab={tab} selectedId={selectedId} onSelect={onSelect} />
      )}
    </nav>
  )
}

export function useTab(): [Tab, (tab: Tab) => void] {
  const [value, set] = useQueryState('list')
  const tab = tabs.find((key) => key === value) ?? 'mine'
  return [tab, (next) => void set(next === 'mine' ? null : next)]
}

function TabLabel({ tab, count }: { tab: Tab; count: number }) {
  const names = useTranslations('workspace.list.tab')
  return (
    <span>
      {names(`${tab}`)}
      {count > 0 && <span className={classes.count}> {count}</span>}
    </span>
  )
}

function Mine({ selectedId, onSelect }: Props) {
  const t = useTranslations('workspace.list')
  const live = useLive()
  const { sections, views, loaded } = useMine()
  const failure = useStore<unknown, unknown>(live?.failure, (error) => error, null)
  const places = usePlaces(sections)
  const shown = places.sections.map(
    ({ key, ids }): ListSection => ({
      key,
      title: t(`section.${key}`),
      views: ids.flatMap((id) => views[id] ?? []),
    }),
  )
  if (!loaded && failure) return <FailedState error={failure} retry={() => live?.load()} />
  if (!loaded && live) return <ListSkeleton />
  const empty = shown.every((section) => section.views.length === 0)
  return (
    <div className={classes.scroll} {...places.area}>
      {empty ? (
        <StateMessage
          icon={IconInbox}
          title={t('empty.mine')}
          hint={live ? t('emptyHint.mine') : t('notAgent')}
        />
      ) : (
        <Items sections={shown} selectedId={selectedId} onSelect={onSelect} label={t('tab.mine')} />
      )}
    </div>
  )
}

function Asked({ tab, selectedId, onSelect }: Props & { tab: Exclude<Tab, 'mine' | 'all'> }) {
  const t = useTranslations('workspace.list')
  const list = useAskedList(tab, true)
  if (list.isError && !list.data) return <FailedState error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <ListSkeleton />
  return (
    <div className={classes.scroll}>
      {list.data.length === 0 ? (
        <StateMessage icon={IconInbox} title={t(`empty.${tab}`)} hint={t(`emptyHint.${tab}`)} />
      ) : (
        <Items
          sections={[{ key: tab, title: null, views: list.data }]}
          selectedId={selectedId}
          onSelect={onSelect}
          label={t(`tab.${tab}`)}
        />
      )}
    </div>
  )
}

const nobody: Record<string, number> = {}

function Items(props: Props & { sections: ListSection[]; label: string }) {
  const drafts = useDrafts()
  const typing = useLiveState(useLive(), (state) => state.typing, nobody)
  return <ItemList {...props} drafts={drafts} typing={typing} />
}
