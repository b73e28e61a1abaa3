'use client'

import { ActionIcon, Button, Group, SegmentedControl, Switch, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconChevronRight,
  IconSearch,
  IconSend,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FilterSelect } from '@/components/patterns/data-table'
import { rosterViews, weekNumber } from './period'
import classes from './roster.module.css'
import type { Edits } from './use-edits'
import type { RosterViewState } from './use-view'

type Props = {
  view: RosterViewState
  edits: Edits
  drafts: number
  total: number
  onPublish: () => void
  fill: React.ReactNode
}

export function Toolbar({ view, edits, drafts, total, onPublish, fill }: Props) {
  const t = useTranslations('roster')
  return (
    <>
      <div className={classes.bar}>
        <h1>{t('title')}</h1>
        <PeriodLine view={view} />
        <div className={classes.end}>
          {fill}
          <Button
            leftSection={<IconSend size={16} />}
            disabled={drafts === 0 || edits.saving}
            onClick={onPublish}
          >
            {t('publishCount', { count: drafts })}
          </Button>
        </div>
      </div>
      <div className={classes.bar}>
        <GroupFilter view={view} />
        <Search view={view} />
        <Switch
          label={t('onlyConflicts')}
          checked={view.onlyConflicts}
          onChange={(event) => view.setOnlyConflicts(event.currentTarget.checked)}
        />
        <span className={classes.week} aria-live="polite">
          {t('agents', { count: total })}
        </span>
        <div className={classes.end}>
          <Tooltip label={t('undo')}>
            <ActionIcon aria-label={t('undo')} disabled={!edits.canUndo} onClick={edits.undo}>
              <IconArrowBackUp size={18} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('redo')}>
            <ActionIcon aria-label={t('redo')} disabled={!edits.canRedo} onClick={edits.redo}>
              <IconArrowForwardUp size={18} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
    </>
  )
}

function PeriodLine({ view }: { view: RosterViewState }) {
  const t = useTranslations('roster')
  const format = useFormatter()
  const { from, days } = view.period
  const noon = (day: string) => new Date(`${day}T12:00:00Z`)
  const last = days.at(-1) ?? from
  const name =
    view.view === 'month'
      ? format.dateTime(noon(from), { month: 'long', year: 'numeric', timeZone: 'UTC' })
      : format.dateTimeRange(noon(from), noon(last), {
          ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
        })
  return (
    <Group gap={4}>
      <ActionIcon aria-label={t('previous')} onClick={() => view.go(-1)}>
        <IconChevronLeft size={18} />
      </ActionIcon>
      <Button size="compact-sm" variant="default" onClick={() => view.setDay(null)}>
        {t('today')}
      </Button>
      <ActionIcon aria-label={t('next')} onClick={() => view.go(1)}>
        <IconChevronRight size={18} />
      </ActionIcon>
      <span className={classes.period}>
        {name}
        {view.view === 'week' && (
          <span className={classes.week}>{t('weekNumber', { number: weekNumber(from, view.rule) })}</span>
        )}
      </span>
      <SegmentedControl
        size="xs"
        aria-label={t('view')}
        data={rosterViews.map((value) => ({ value, label: t(value === 'week' ? 'week' : 'month') }))}
        value={view.view}
        onChange={(value) => view.setView(value === 'month' ? 'month' : 'week')}
      />
    </Group>
  )
}

function GroupFilter({ view }: { view: RosterViewState }) {
  const t = useTranslations('roster')
  const trpc = useTRPC()
  const groups = useQuery(trpc.workforce.listGroupNames.queryOptions(undefined, { staleTime: 60_000 }))
  return (
    <FilterSelect
      options={(groups.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={view.groupId}
      onChange={view.setGroup}
      all={t('allGroups')}
      label={t('group')}
      searchable
      w={200}
    />
  )
}

function Search({ view }: { view: RosterViewState }) {
  const t = useTranslations('roster')
  const [text, setText] = useState(view.search)
  const search = useDebouncedCallback(view.setSearch, 250)
  return (
    <TextInput
      type="search"
      leftSection={<IconSearch size={16} />}
      aria-label={t('search')}
      placeholder={t('search')}
      w={180}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        search(event.currentTarget.value)
      }}
    />
  )
}
