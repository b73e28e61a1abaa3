'use client'

import { Badge, Button, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import {
  type Column,
  DataTable,
  FilterLine,
  filterOf,
  SearchBox,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { When } from '@/components/patterns/time/when'
import { type AlarmView, alarmKinds, alarmLevels, alarmStates } from '@/server/modules/oversight/contract'
import { AcknowledgeDialog } from './acknowledge-dialog'
import { placeOf, useAlarmText } from './use-alarm-text'

const [stateFilter, levelFilter, kindFilter] = [
  filterOf(alarmStates),
  filterOf(alarmLevels),
  filterOf(alarmKinds),
]

function useColumns(): Column<AlarmView>[] {
  const t = useTranslations('oversight')
  const text = useAlarmText()
  // biome-ignore lint/correctness/useExhaustiveDependencies: both change with the language only.
  return useMemo(
    () => [
      { id: 'what', title: t('alarms.what'), cell: text, heading: true },
      {
        id: 'level',
        title: t('alarms.level'),
        cell: ({ level }) => (
          <Badge variant="light" color={level === 'breach' ? 'red' : 'orange'} c="var(--mantine-color-text)">
            {t(`level.${level}`)}
          </Badge>
        ),
        width: 120,
      },
      { id: 'state', title: t('alarms.state'), cell: ({ state }) => t(`state.${state}`), width: 120 },
      {
        id: 'raised',
        title: t('alarms.raised'),
        cell: (row) => <When at={row.raisedAt} />,
        sortable: true,
        width: 190,
      },
      {
        id: 'told',
        title: t('alarms.told'),
        cell: (row) => row.timesTold,
        align: 'end',
        width: 80,
        optional: true,
      },
      {
        id: 'seenBy',
        title: t('alarms.seenBy'),
        cell: (row) => (row.acknowledgedBy ? [row.acknowledgedBy, row.note].filter(Boolean).join(': ') : '–'),
        width: 220,
      },
    ],
    [t],
  )
}

/** Live: asked anew every few seconds. */
export function AlarmList() {
  const t = useTranslations('oversight')
  const trpc = useTRPC()
  const router = useRouter()
  const columns = useColumns()
  const state = useTableState(columns, { id: 'raised', direction: 'desc' })
  const [shown, setShown] = useQueryState('state', stateFilter)
  const [level, setLevel] = useQueryState('level', levelFilter)
  const [kind, setKind] = useQueryState('kind', kindFilter)
  const [acknowledging, acknowledge] = useState<AlarmView | null>(null)
  const list = useQuery(
    trpc.oversight.listAlarms.queryOptions(
      {
        page: state.page,
        pageSize: state.pageSize,
        direction: state.sort.direction,
        ...(state.search && { search: state.search }),
        ...(shown && { state: shown }),
        ...(level && { level }),
        ...(kind && { kind }),
      },
      { placeholderData: keepPreviousData, refetchInterval: 3_000 },
    ),
  )
  const message = useListMessage(list, {
    narrowed: Boolean(state.search || shown || level || kind),
    clear: () => {
      state.setSearch('')
      for (const set of [setShown, setLevel, setKind]) void set(null)
    },
    none: { title: t('alarms.none') },
  })
  const choice = <T extends string>(
    name: string,
    all: string,
    values: readonly T[],
    label: (value: T) => string,
    value: T | null,
    set: (value: T | null) => unknown,
  ) => (
    <Select
      data={values.map((one) => ({ value: one, label: label(one) }))}
      value={value}
      onChange={(next) => {
        void set(values.find((one) => one === next) ?? null)
        state.toFirstPage()
      }}
      placeholder={all}
      aria-label={name}
      clearable
      w={160}
    />
  )
  return (
    <>
      <FilterLine end={<TableTools screen="alarms" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('alarms.search')} />
        {choice(
          t('alarms.state'),
          t('alarms.allStates'),
          alarmStates,
          (v) => t(`state.${v}`),
          shown,
          setShown,
        )}
        {choice(
          t('alarms.level'),
          t('alarms.allLevels'),
          alarmLevels,
          (v) => t(`level.${v}`),
          level,
          setLevel,
        )}
        {choice(t('alarms.kind'), t('alarms.allKinds'), alarmKinds, (v) => t(`kind.${v}`), kind, setKind)}
      </FilterLine>
      <DataTable
        label={t('alarms.title')}
        columns={columns}
        state={state}
        list={list}
        message={message}
        nameOf={(row) => t(`kind.${row.kind}`)}
        onOpen={(row) => router.push(placeOf(row))}
        isQuiet={(row) => row.state === 'resolved'}
        rowActions={(row) =>
          row.acknowledgedAt === null && (
            <Button size="compact-sm" variant="default" onClick={() => acknowledge(row)}>
              {t('acknowledge.do')}
            </Button>
          )
        }
      />
      {acknowledging && <AcknowledgeDialog alarm={acknowledging} onClose={() => acknowledge(null)} />}
    </>
  )
}
