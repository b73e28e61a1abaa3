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
import { listStates, type RotationRow, type TemplateView } from '@/server/modules/schedules/contract'
import { CycleLine } from './cycle-field'
import { ListBulk } from './list-bulk'
import { ListExchange } from './list-exchange'
import { RotationDrawer } from './rotation-drawer'
import { RowMenu } from './row-menu'
import { ShiftHistory } from './shift-history'
import { useAct } from './use-acts'

const sorts = ['name', 'days', 'members'] as const

export function RotationsTab() {
  const t = useTranslations('rotations')
  const trpc = useTRPC()
  const templates = useQuery(trpc.schedules.templates.queryOptions())
  const columns = useColumns(templates.data ?? none)
  const state = useTableState(columns, { id: 'name', direction: 'asc' })
  const [shown, setShown] = useQueryState('state', filterOf(listStates))
  const list = useQuery(
    trpc.schedules.listRotations.queryOptions(
      {
        ...{ search: state.search || undefined, state: shown ?? undefined },
        ...{ sort: sorts.find((id) => id === state.sort.id) ?? 'name', direction: state.sort.direction },
        ...{ page: state.page, pageSize: state.pageSize },
      },
      { placeholderData: keepPreviousData },
    ),
  )
  const [editing, setEditing] = useState<{ id: string | null; copy: boolean } | null>(null)
  const [history, setHistory] = useState<string | null>(null)
  const acts = useRotationActs()
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing({ id: null, copy: false })}>
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
      <FilterLine end={<TableTools screen="rotations" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <StateFilter
          value={shown}
          onChange={(value) => {
            void setShown(value)
            state.toFirstPage()
          }}
        />
        <ListExchange what="rotations" filter={{ search: state.search, state: shown }} />
        {create}
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        list={list}
        message={message}
        nameOf={(row) => row.name}
        onOpen={(row) => setEditing({ id: row.id, copy: false })}
        isQuiet={(row) => row.disabled}
        bulk={(rows, clear) => <ListBulk what="rotations" rows={rows} onDone={clear} />}
        rowActions={(row) => (
          <RowMenu
            name={row.name}
            disabled={row.disabled}
            onEdit={() => setEditing({ id: row.id, copy: false })}
            onCopy={() => setEditing({ id: row.id, copy: true })}
            onHistory={() => setHistory(row.id)}
            onToggle={() => void acts.toggle(row)}
            onDelete={() => void acts.remove(row)}
          />
        )}
      />
      {editing && templates.data && (
        <RotationDrawer
          key={`${editing.id} ${editing.copy}`}
          id={editing.id}
          copy={editing.copy}
          templates={templates.data}
          onClose={() => setEditing(null)}
        />
      )}
      {history !== null && <ShiftHistory kind="rotation" id={history} onClose={() => setHistory(null)} />}
    </Stack>
  )
}

const none: TemplateView[] = []
type State = (typeof listStates)[number]

function StateFilter({ value, onChange }: { value: State | null; onChange: (value: State | null) => void }) {
  const states = useTranslations('shiftTemplates')
  return (
    <FilterSelect
      options={listStates.map((one) => ({ value: one, label: states(`state.${one}`) }))}
      value={value}
      onChange={onChange}
      all={states('allStates')}
      label={states('stateTitle')}
    />
  )
}

function useRotationActs() {
  const t = useTranslations('rotations')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const act = useAct()
  return {
    toggle: ({ id, version, name, disabled }: RotationRow) =>
      act(
        () => client.schedules.setRotationDisabled.mutate({ id, version, disabled: !disabled }),
        t(disabled ? 'done.enabled' : 'done.disabled', { name }),
      ),
    remove: async ({ id, version, name, members }: RotationRow) => {
      const question = {
        title: t('deleteTitle', { name }),
        body: t('deleteBody', { members }),
        confirm: t('delete'),
        danger: true,
      }
      if (await confirm(question))
        await act(() => client.schedules.deleteRotation.mutate({ id, version }), t('done.deleted', { name }))
    },
  }
}

function useColumns(templates: readonly TemplateView[]): Column<RotationRow>[] {
  const t = useTranslations('rotations')
  const states = useTranslations('shiftTemplates')
  return useMemo(
    () => [
      { id: 'name', title: t('column.name'), heading: true, sortable: true, cell: (row) => row.name },
      {
        ...{ id: 'days', title: t('column.days'), sortable: true },
        cell: (row) => <CycleLine days={row.days} templates={templates} />,
      },
      {
        ...{ id: 'members', title: t('column.members'), sortable: true, align: 'end', width: 110 },
        cell: (row) => row.members,
      },
      {
        ...{ id: 'state', title: states('stateTitle'), width: 110 },
        cell: (row) => <Text size="sm">{states(`state.${row.disabled ? 'disabled' : 'active'}`)}</Text>,
      },
    ],
    [t, states, templates],
  )
}
