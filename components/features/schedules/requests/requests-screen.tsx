'use client'

import { Button, Group, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useState } from 'react'
import { useToday } from '@/components/client/today'
import { useTRPC } from '@/components/client/trpc'
import {
  DataTable,
  FilterLine,
  filterOf,
  SearchBox,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { leaveKinds, type RequestRow, requestSorts } from '@/server/modules/schedules/contract'
import { AwayStrip } from './away-strip'
import classes from './away-strip.module.css'
import { DecideDialog, DecideManyDialog, type Deciding } from './decide-dialog'
import { LeaveDialog } from './leave-dialog'
import { useRequestColumns } from './request-columns'

const EVERY_MS = 15_000
const states = ['open', 'decided', 'all'] as const
const stateFilter = filterOf(states)
const typeFilter = filterOf(['leave', 'swap'] as const)
const kindFilter = filterOf(leaveKinds)

/** Whoever still has to be decided about: leave, swaps, or leave that can be cancelled. */
const isOpen = ({ leave, swap }: RequestRow) => leave?.status === 'requested' || swap?.status === 'accepted'

/** Open requests first, decided in place; below, who is away when. */
export function RequestsScreen() {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const today = useToday()
  const columns = useRequestColumns()
  const table = useTableState(columns, { id: 'requested', direction: 'asc' })
  const [shown, setShown] = useQueryState('state', stateFilter)
  const [type, setType] = useQueryState('type', typeFilter)
  const [kind, setKind] = useQueryState('kind', kindFilter)
  const [deciding, decide] = useState<Deciding | null>(null)
  const [many, decideMany] = useState<{ rows: RequestRow[]; approve: boolean; clear: () => void } | null>(
    null,
  )
  const [entering, enter] = useState(false)
  const list = useQuery(
    trpc.schedules.listRequests.queryOptions(
      {
        ...{ state: shown ?? 'open', page: table.page, pageSize: table.pageSize },
        sort: requestSorts.find((one) => one === table.sort.id) ?? 'requested',
        direction: table.sort.direction,
        ...(table.search && { search: table.search }),
        ...(type && { type }),
        ...(kind && { kind }),
      },
      { placeholderData: keepPreviousData, refetchInterval: EVERY_MS },
    ),
  )
  const message = useListMessage(list, {
    narrowed: Boolean(table.search || shown || type || kind),
    clear: () => {
      table.setSearch('')
      for (const set of [setShown, setType, setKind]) void set(null)
    },
    none: { title: t('noneOpen') },
  })
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={<Button onClick={() => enter(true)}>{t('enterLeave')}</Button>}
    >
      <FilterLine end={<TableTools screen="requests" columns={columns} state={table} />}>
        <SearchBox state={table} placeholder={t('search')} />
        <Choice
          label={t('stateTitle')}
          value={shown ?? 'open'}
          options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
          onChange={(next) => {
            void setShown(states.find((one) => one === next && one !== 'open') ?? null)
            table.toFirstPage()
          }}
        />
        <Choice
          label={t('typeTitle')}
          value={type}
          placeholder={t('allTypes')}
          options={(['leave', 'swap'] as const).map((value) => ({ value, label: t(`type.${value}`) }))}
          onChange={(next) => {
            void setType(next === 'leave' || next === 'swap' ? next : null)
            table.toFirstPage()
          }}
        />
        <Choice
          label={t('kindField')}
          value={kind}
          placeholder={t('allKinds')}
          options={leaveKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={(next) => {
            void setKind(leaveKinds.find((one) => one === next) ?? null)
            table.toFirstPage()
          }}
        />
      </FilterLine>
      <div className={classes.list}>
        <DataTable
          label={t('title')}
          columns={columns}
          state={table}
          list={list}
          message={message}
          nameOf={(row) => row.leave?.name ?? row.swap?.fromName ?? ''}
          onOpen={(row) => decide({ row, approve: true })}
          isQuiet={(row) => !isOpen(row)}
          isSelectable={isOpen}
          rowActions={(row) => isOpen(row) && <RowActions row={row} decide={decide} />}
          bulk={(rows, clear) => (
            <Group gap="xs">
              <Button size="compact-sm" onClick={() => decideMany({ rows, approve: true, clear })}>
                {t('approve')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => decideMany({ rows, approve: false, clear })}
              >
                {t('reject')}
              </Button>
            </Group>
          )}
        />
      </div>
      <AwayStrip />
      {deciding && <DecideDialog key={deciding.row.id} deciding={deciding} onClose={() => decide(null)} />}
      {many && <DecideManyDialog {...many} onClose={() => decideMany(null)} />}
      {entering && <LeaveDialog whose="other" today={today} onClose={() => enter(false)} />}
    </Page>
  )
}

function RowActions({ row, decide }: { row: RequestRow; decide: (next: Deciding) => void }) {
  const t = useTranslations('requests')
  const name = row.leave?.name ?? row.swap?.fromName ?? ''
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Button
        size="compact-sm"
        aria-label={t('approveOf', { name })}
        onClick={() => decide({ row, approve: true })}
      >
        {t('approve')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('rejectOf', { name })}
        onClick={() => decide({ row, approve: false })}
      >
        {t('reject')}
      </Button>
    </Group>
  )
}

type ChoiceProps = {
  label: string
  value: string | null
  placeholder?: string
  options: { value: string; label: string }[]
  onChange: (value: string | null) => void
}

function Choice({ label, value, placeholder, options, onChange }: ChoiceProps) {
  return (
    <Select
      aria-label={label}
      data={options}
      value={value}
      onChange={onChange}
      w={160}
      allowDeselect={placeholder !== undefined}
      clearable={placeholder !== undefined}
      {...(placeholder !== undefined && { placeholder })}
    />
  )
}
