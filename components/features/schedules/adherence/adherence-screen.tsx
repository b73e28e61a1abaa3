'use client'

import { ActionIcon, Anchor, Button, Group, SegmentedControl, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { useCan } from '@/components/client/me'
import { useToday } from '@/components/client/today'
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
import { Page } from '@/components/patterns/page/page'
import {
  type AdherenceCell,
  type AdherenceRow,
  dayNumber,
  isoDay,
  mondayOf,
} from '@/server/modules/schedules/contract'
import classes from './adherence.module.css'
import { AdherenceDayDrawer } from './adherence-day'

const lengths = filterOf(['week', 'month'] as const)
type Shown = { agentId: string; day: string }

/** Agents × days: how much of the planned time was as planned; a cell leads to its day. */
export function AdherenceScreen() {
  const t = useTranslations('adherence')
  const trpc = useTRPC()
  const can = useCan()
  const today = dayNumber(useToday())
  const [length, setLength] = useQueryState('length', lengths)
  const [from, setFrom] = useQueryState('from', parseAsString)
  const [groupId, setGroup] = useQueryState('group', parseAsString)
  const [shown, show] = useState<Shown | null>(null)
  const days = length === 'month' ? 28 : 7
  const asked = from && /^\d{4}-\d\d-\d\d$/.test(from) ? dayNumber(from) : Number.NaN
  const first = mondayOf(Number.isNaN(asked) ? today - days + 7 : asked)
  const columns = useColumns(first, days, show)
  const table = useTableState(columns, { id: 'agent', direction: 'asc' })
  const filter = {
    ...{ from: isoDay(first), days, groupId },
    ...(table.search && { search: table.search }),
  }
  const list = useQuery(
    trpc.schedules.adherence.queryOptions(
      { ...filter, page: table.page, pageSize: Math.min(table.pageSize, 100) },
      { placeholderData: keepPreviousData, refetchInterval: 60_000 },
    ),
  )
  const groups = useQuery(
    trpc.workforce.listGroupNames.queryOptions(undefined, { enabled: can('groups.read') }),
  )
  const message = useListMessage(list, {
    narrowed: Boolean(table.search || groupId),
    clear: () => {
      table.setSearch('')
      void setGroup(null)
    },
    none: { title: t('none') },
  })
  const query = new URLSearchParams({ from: isoDay(first), days: String(days) })
  if (groupId) query.set('groupId', groupId)
  if (table.search) query.set('search', table.search)
  const go = (by: number) => void setFrom(isoDay(first + by * days))
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <Button
          component="a"
          href={`/api/schedules/adherence?${query}`}
          download
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          {t('export')}
        </Button>
      }
    >
      <FilterLine end={<TableTools screen="adherence" columns={columns} state={table} />}>
        <SearchBox state={table} placeholder={t('search')} />
        {groups.data && (
          <FilterSelect
            label={t('group')}
            all={t('allGroups')}
            options={groups.data.map(({ id, name }) => ({ value: id, label: name }))}
            value={groupId}
            onChange={(next) => {
              void setGroup(next)
              table.toFirstPage()
            }}
            searchable
            w={200}
          />
        )}
        <Period go={go} first={first} days={days} />
        <SegmentedControl
          aria-label={t('length')}
          value={length ?? 'week'}
          onChange={(next) => void setLength(next === 'month' ? next : null)}
          data={[
            { value: 'week', label: t('week') },
            { value: 'month', label: t('month') },
          ]}
        />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={table}
        list={list}
        message={message}
        nameOf={({ name }) => name}
      />
      {shown && <AdherenceDayDrawer {...shown} onClose={() => show(null)} />}
    </Page>
  )
}

function Period({ go, first, days }: { go: (by: number) => void; first: number; days: number }) {
  const t = useTranslations('adherence')
  const format = useFormatter()
  const day = (number: number) =>
    format.dateTime(new Date(`${isoDay(number)}T12:00:00Z`), {
      ...{ day: 'numeric', month: 'short', timeZone: 'UTC' },
    })
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon variant="default" size="lg" aria-label={t('earlier')} onClick={() => go(-1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Text size="sm" aria-live="polite">
        {t('period', { from: day(first), until: day(first + days - 1) })}
      </Text>
      <ActionIcon variant="default" size="lg" aria-label={t('later')} onClick={() => go(1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </Group>
  )
}

function useColumns(first: number, days: number, show: (shown: Shown) => void): Column<AdherenceRow>[] {
  const t = useTranslations('adherence')
  const format = useFormatter()
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language only.
  return useMemo(() => {
    const percent = ({ scheduledMs, inMs }: Omit<AdherenceCell, 'day'>) =>
      scheduledMs === 0 ? '–' : format.number(inMs / scheduledMs, { style: 'percent' })
    const minutes = (ms: number) => (ms === 0 ? '–' : t('minutes', { count: Math.round(ms / 60_000) }))
    const cellOf = (row: AdherenceRow, index: number) => {
      const cell = row.days[index]
      if (!cell || cell.scheduledMs === 0) return <span className={classes.none}>–</span>
      const level =
        cell.inMs / cell.scheduledMs >= 0.9 ? 'good' : cell.inMs / cell.scheduledMs >= 0.75 ? 'fair' : 'poor'
      return (
        <Anchor
          component="button"
          type="button"
          className={classes.cell}
          data-level={level}
          aria-label={t('cell', { name: row.name, day: cell.day, percent: percent(cell) })}
          onClick={() => show({ agentId: row.id, day: cell.day })}
        >
          {percent(cell)}
        </Anchor>
      )
    }
    const dayColumns = Array.from(
      { length: days },
      (_, index): Column<AdherenceRow> => ({
        id: `d${index}`,
        title: format.dateTime(new Date(`${isoDay(first + index)}T12:00:00Z`), {
          ...{ weekday: 'short', day: 'numeric', timeZone: 'UTC' },
        }),
        cell: (row) => cellOf(row, index),
        align: 'end',
        width: 72,
      }),
    )
    return [
      { id: 'agent', title: t('agent'), cell: ({ name }) => name, heading: true },
      { id: 'total', title: t('total'), cell: ({ total }) => percent(total), align: 'end', width: 80 },
      { id: 'late', title: t('late'), cell: ({ total }) => minutes(total.lateMs), align: 'end', width: 96 },
      {
        id: 'early',
        title: t('early'),
        cell: ({ total }) => minutes(total.earlyMs),
        align: 'end',
        width: 96,
      },
      {
        ...{ id: 'absent', title: t('absent'), align: 'end' as const, width: 80 },
        cell: ({ total }) => total.absent || '–',
      },
      ...dayColumns,
    ]
  }, [t, first, days])
}
