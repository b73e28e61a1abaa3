'use client'

import { Button, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
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
import { listStates, type TemplateRow, templateSorts, workMinutes } from '@/server/modules/schedules/contract'
import rosterClasses from '../roster/roster.module.css'
import { shiftSpan, spanText } from '../shared/times'
import { ListBulk } from './list-bulk'
import { ListExchange } from './list-exchange'
import { RowMenu } from './row-menu'
import { ShiftHistory } from './shift-history'
import { TemplateDrawer } from './template-drawer'
import { useAct } from './use-acts'

type Editing = { template: TemplateRow | null; copy: boolean }

export function TemplatesTab() {
  const t = useTranslations('shiftTemplates')
  const columns = useColumns()
  const state = useTableState(columns, { id: 'position', direction: 'asc' })
  const [shown, setShown] = useQueryState('state', filterOf(listStates))
  const trpc = useTRPC()
  const sort = templateSorts.find((id) => id === state.sort.id) ?? 'position'
  const list = useQuery(
    trpc.schedules.listTemplates.queryOptions(
      {
        ...{ search: state.search || undefined, state: shown ?? undefined, sort },
        ...{ direction: state.sort.direction, page: state.page, pageSize: state.pageSize },
      },
      { placeholderData: keepPreviousData },
    ),
  )
  const [editing, setEditing] = useState<Editing | null>(null)
  const [history, setHistory] = useState<string | null>(null)
  const acts = useTemplateActs()
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing({ template: null, copy: false })}>
      {t('new')}
    </Button>
  )
  const message = useListMessage(list, {
    narrowed: state.search !== '' || shown !== null,
    clear: () => {
      state.setSearch('')
      void setShown(null)
    },
    none: { title: t('none'), action: create },
  })
  return (
    <Stack gap="md">
      <FilterLine end={<TableTools screen="shift-templates" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <FilterSelect
          options={listStates.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={shown}
          onChange={(value) => {
            void setShown(value)
            state.toFirstPage()
          }}
          all={t('allStates')}
          label={t('stateTitle')}
        />
        <ListExchange what="templates" filter={{ search: state.search, state: shown }} />
        {create}
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        list={list}
        message={message}
        nameOf={(row) => row.name}
        onOpen={(template) => setEditing({ template, copy: false })}
        isQuiet={(row) => row.disabled}
        bulk={(rows, clear) => <ListBulk what="templates" rows={rows} onDone={clear} />}
        rowActions={(row) => (
          <RowMenu
            name={row.name}
            disabled={row.disabled}
            onEdit={() => setEditing({ template: row, copy: false })}
            onCopy={() => setEditing({ template: row, copy: true })}
            onHistory={() => setHistory(row.id)}
            onToggle={() => void acts.toggle(row)}
            onDelete={() => void acts.remove(row)}
            {...(sort === 'position' && { onMove: (by: 1 | -1) => void acts.move(row, by) })}
          />
        )}
      />
      {editing && (
        <TemplateDrawer
          key={`${editing.template?.id ?? 'new'} ${editing.copy}`}
          template={editing.template}
          copy={editing.copy}
          onClose={() => setEditing(null)}
        />
      )}
      {history !== null && <ShiftHistory kind="template" id={history} onClose={() => setHistory(null)} />}
    </Stack>
  )
}

function useTemplateActs() {
  const t = useTranslations('shiftTemplates')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const act = useAct()
  return {
    toggle: ({ id, version, name, disabled }: TemplateRow) =>
      act(
        () => client.schedules.setTemplateDisabled.mutate({ id, version, disabled: !disabled }),
        t(disabled ? 'done.enabled' : 'done.disabled', { name }),
      ),
    remove: async ({ id, version, name, entries, rotations }: TemplateRow) => {
      const used = entries + rotations > 0
      const question = {
        title: t(used ? 'inUseTitle' : 'deleteTitle', { name }),
        body: used ? t('inUseBody', { entries, rotations }) : t('deleteBody'),
        confirm: t(used ? 'row.disable' : 'row.delete'),
        danger: !used,
      }
      if (!(await confirm(question))) return
      await act(
        () =>
          used
            ? client.schedules.setTemplateDisabled.mutate({ id, version, disabled: true })
            : client.schedules.deleteTemplate.mutate({ id, version }),
        t(used ? 'done.disabled' : 'done.deleted', { name }),
      )
    },
    move: async ({ id, name }: TemplateRow, by: 1 | -1) => {
      const ids = (await client.schedules.templates.query()).map((template) => template.id)
      const at = ids.indexOf(id)
      const to = at + by
      if (at < 0 || to < 0 || to >= ids.length) return
      ids.splice(at, 1)
      ids.splice(to, 0, id)
      await act(() => client.schedules.orderTemplates.mutate({ ids }), t('done.moved', { name }))
    },
  }
}

function useColumns(): Column<TemplateRow>[] {
  const t = useTranslations('shiftTemplates')
  return useMemo(
    () => [
      { id: 'name', title: t('column.name'), heading: true, sortable: true, cell: (row) => row.name },
      {
        ...{ id: 'code', title: t('column.code'), sortable: true, width: 90 },
        cell: (row) => (
          <span className={rosterClasses.brush} style={{ cursor: 'default', border: 0 }}>
            <span className={rosterClasses.chip} data-color={row.color}>
              <span className={rosterClasses.code}>{row.code}</span>
            </span>
          </span>
        ),
      },
      {
        id: 'start',
        title: t('column.times'),
        sortable: true,
        width: 140,
        cell: (row) => shiftSpan(row.segments),
      },
      {
        ...{ id: 'breaks', title: t('column.breaks') },
        cell: (row) =>
          row.segments
            .filter((segment) => segment.kind === 'break')
            .map(({ from, until }) => spanText(from, until))
            .join(', ') || '–',
      },
      {
        ...{ id: 'work', title: t('column.work'), sortable: true, align: 'end', width: 110 },
        cell: (row) => {
          const minutes = workMinutes(row.segments)
          return t('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
        },
      },
      {
        ...{ id: 'uses', title: t('column.uses'), sortable: true, align: 'end', width: 110 },
        cell: (row) => row.entries,
      },
      {
        ...{
          id: 'position',
          title: t('column.position'),
          sortable: true,
          align: 'end',
          width: 90,
          optional: true,
        },
        cell: (row) => row.position,
      },
      {
        ...{ id: 'state', title: t('stateTitle'), width: 110 },
        cell: (row) => <Text size="sm">{t(`state.${row.disabled ? 'disabled' : 'active'}`)}</Text>,
      },
    ],
    [t],
  )
}
