'use client'

import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
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
import { procedureStates } from '@/server/modules/knowledge/contract'
import { useProcedureColumns } from './columns'
import { ProcedureBulk } from './procedure-bulk'
import { ProcedureDrawer } from './procedure-drawer'
import { ProcedureHistory } from './procedure-history'
import { ProcedureMenu } from './procedure-menu'
import { ProceduresFile } from './procedures-file'

const SORTS = ['name', 'topic', 'runs', 'updated'] as const
const stateFilter = filterOf(procedureStates)

/** How a case is worked through, step by step. */
export function ProceduresScreen() {
  const t = useTranslations('procedures')
  const columns = useProcedureColumns()
  const state = useTableState(columns, { id: 'name', direction: 'asc' })
  const procedures = useProcedures(state)
  const panels = useRecordPanels()
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panels.open('new')}>
      {t('new')}
    </Button>
  )
  const message = useListMessage(procedures.list, {
    narrowed: Object.keys(procedures.filter).length > 0,
    clear: procedures.clear,
    none: { title: t('none'), action: create },
  })
  const actions = (
    <>
      <ProceduresFile filter={procedures.filter} />
      {create}
    </>
  )
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={actions}>
      <FilterLine end={<TableTools screen="procedures" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <FilterSelect
          options={procedureStates.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={procedures.status}
          onChange={procedures.setStatus}
          all={t('allStates')}
          label={t('stateTitle')}
          w={200}
        />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        list={procedures.list}
        message={message}
        nameOf={(row) => row.name}
        onOpen={(row) => panels.open(row.id)}
        bulk={(rows, clear) => <ProcedureBulk rows={rows} onDone={clear} />}
        rowActions={(row) => (
          <ProcedureMenu
            row={row}
            onOpen={() => panels.open(row.id)}
            onCopy={() => panels.open('new', row.id)}
            onHistory={() => panels.history(row.id)}
          />
        )}
      />
      {panels.opened !== null && (
        <ProcedureDrawer
          key={`${panels.opened} ${panels.copyOf}`}
          id={panels.opened === 'new' ? null : panels.opened}
          copyOf={panels.copyOf}
          onClose={panels.close}
        />
      )}
      {panels.historyOf !== null && <ProcedureHistory id={panels.historyOf} onClose={panels.close} />}
    </Page>
  )
}

function useProcedures(state: TableState) {
  const trpc = useTRPC()
  const [status, setStatus] = useQueryState('state', stateFilter)
  const filter = { ...(state.search && { search: state.search }), ...(status && { state: status }) }
  const list = useQuery(
    trpc.procedures.list.queryOptions(
      {
        ...filter,
        sort: SORTS.find((sort) => sort === state.sort.id) ?? 'name',
        direction: state.sort.direction,
        page: state.page,
        pageSize: state.pageSize,
      },
      { placeholderData: keepPreviousData },
    ),
  )
  return {
    ...{ list, status, filter },
    setStatus: (value: typeof status) => {
      void setStatus(value)
      state.toFirstPage()
    },
    clear: () => {
      state.setSearch('')
      void setStatus(null)
    },
  }
}
