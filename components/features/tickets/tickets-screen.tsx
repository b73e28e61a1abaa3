'use client'

import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconDownload, IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useCan, useMe } from '@/components/client/me'
import {
  DataTable,
  FilterLine,
  FilterSelect,
  filterOf,
  SavedViews,
  SearchBox,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { useRecordPanels } from '@/components/patterns/data-table/record-panels'
import { Page } from '@/components/patterns/page/page'
import { ticketPriorities } from '@/server/modules/tickets/contract'
import { Board } from './board'
import { useTicketColumns } from './columns'
import { NewTicketDialog } from './new-ticket-dialog'
import { TicketBulk } from './ticket-bulk'
import { TicketDrawer } from './ticket-drawer'
import {
  shownStatuses,
  type TicketFilterState,
  useTicketChoices,
  useTicketFilter,
  useTicketList,
} from './use-tickets'

const viewFilter = filterOf(['table', 'board']).withDefault('table')

/** What is left to do, as a list or by status. */
export function TicketsScreen() {
  const t = useTranslations('tickets')
  const may = useCan()
  const choices = useTicketChoices()
  const columns = useTicketColumns(choices.typeName)
  const state = useTableState(columns, { id: 'due', direction: 'asc' })
  const filter = useTicketFilter(state)
  const [view, setView] = useQueryState('view', viewFilter)
  const panels = useRecordPanels()
  const list = useTicketList(state, filter, view === 'table')
  const create = may('tickets.edit') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panels.open('new')}>
      {t('new')}
    </Button>
  )
  const message = useListMessage(list, {
    ...{ narrowed: filter.narrowed, clear: filter.clear },
    none: { title: t('none'), action: create },
  })
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <>
          <ExportLink filter={filter} />
          {create}
        </>
      }
    >
      <FilterLine
        end={
          <>
            <SegmentedControl
              aria-label={t('view')}
              value={view}
              onChange={(value) => void setView(value as typeof view)}
              data={[
                { value: 'table', label: t('table') },
                { value: 'board', label: t('board') },
              ]}
            />
            {view === 'board' ? (
              <SavedViews screen="tickets" />
            ) : (
              <TableTools screen="tickets" columns={columns} state={state} />
            )}
          </>
        }
      >
        <SearchBox state={state} placeholder={t('search')} />
        <Filters filter={filter} choices={choices} board={view === 'board'} />
      </FilterLine>
      {view === 'board' ? (
        <Board filter={filter} onOpen={(id) => panels.open(id)} />
      ) : (
        <DataTable
          {...{ columns, state, list, message }}
          label={t('title')}
          nameOf={(row) => `T-${row.number}`}
          onOpen={(row) => panels.open(row.id)}
          bulk={(rows, clear) => <TicketBulk rows={rows} mayEdit={may('tickets.edit')} onDone={clear} />}
        />
      )}
      {panels.opened === 'new' ? (
        <NewTicketDialog onClose={panels.close} onOpened={(id) => panels.open(id)} />
      ) : (
        panels.opened !== null && (
          <TicketDrawer key={panels.opened} id={panels.opened} onClose={panels.close} onOpen={panels.open} />
        )
      )}
    </Page>
  )
}

type FilterProps = {
  filter: TicketFilterState
  choices: ReturnType<typeof useTicketChoices>
  board: boolean
}

function Filters({ filter, choices, board }: FilterProps) {
  const t = useTranslations('tickets')
  const me = useMe()
  const people = [
    { value: 'me', label: t('mine') },
    { value: 'none', label: t('nobody') },
    ...choices.people.filter(({ value }) => value !== me.userId),
  ]
  return (
    <>
      {!board && (
        <FilterSelect
          label={t('statusTitle')}
          all={t('allStatuses')}
          options={shownStatuses.map((value) => ({
            value,
            label: value === 'every' ? t('every') : t(`status.${value}`),
          }))}
          value={filter.status}
          onChange={filter.setStatus}
        />
      )}
      <FilterSelect
        label={t('priorityTitle')}
        all={t('allPriorities')}
        options={ticketPriorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
        value={filter.priority}
        onChange={filter.setPriority}
      />
      <Choice
        label={t('assignee')}
        all={t('everybody')}
        data={people}
        value={filter.assignee}
        onChange={filter.setAssignee}
      />
      <Choice
        label={t('group')}
        all={t('allGroups')}
        data={choices.groups}
        value={filter.groupId}
        onChange={filter.setGroup}
      />
      <Choice
        label={t('type')}
        all={t('allTypes')}
        data={choices.types.map(({ value, label }) => ({ value, label }))}
        value={filter.type}
        onChange={filter.setType}
      />
      <FilterSelect
        label={t('due')}
        all={t('anyDue')}
        options={(['overdue', 'soon'] as const).map((value) => ({ value, label: t(`deadline.${value}`) }))}
        value={filter.due}
        onChange={filter.setDue}
      />
    </>
  )
}

type ChoiceProps = {
  label: string
  all: string
  data: { value: string; label: string }[]
  value: string | null
  onChange: (value: string | null) => void
}

function Choice({ label, all, ...rest }: ChoiceProps) {
  return <Select {...rest} placeholder={all} aria-label={label} searchable clearable w={150} limit={200} />
}

function ExportLink({ filter }: { filter: TicketFilterState }) {
  const t = useTranslations('tickets')
  const query = new URLSearchParams({
    ...filter.narrowing,
    ...(filter.statuses && { statuses: filter.statuses.join(',') }),
  })
  return (
    <Button
      variant="default"
      component="a"
      href={`/api/tickets/export?${query}`}
      download
      leftSection={<IconDownload size={16} />}
    >
      {t('export')}
    </Button>
  )
}
