'use client'

import { Button, SegmentedControl } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
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
import { ExchangeButtons } from '@/components/patterns/import-dialog'
import { Page } from '@/components/patterns/page/page'
import { scopeOf } from '@/server/access'
import { type GroupFilter, type GroupRow, groupStates } from '@/server/modules/workforce/contract'
import { GroupChart } from '../chart/group-chart'
import { BulkActions } from './bulk-actions'
import { useGroupColumns } from './columns'
import { GroupDrawer } from './group-drawer'
import { GroupHistory } from './group-history'
import { ImportGroupsDialog } from './import-dialog'
import { MemberFilter } from './member-filter'
import { RowMenu } from './row-menu'
import { useGroups } from './use-groups'

const views = ['list', 'chart'] as const
const viewFilter = filterOf(views)

export function GroupsScreen() {
  const t = useTranslations('groups')
  const columns = useGroupColumns()
  const state = useTableState(columns, { id: 'name', direction: 'asc' })
  const groups = useGroups(state)
  const panels = usePanels()
  const [chosen, setView] = useQueryState('view', viewFilter)
  const view = chosen ?? 'list'
  const allowed = useCan()
  const mayCreate = scopeOf(useMe(), 'groups.write') === 'all'
  const mayWrite = (row: GroupRow) => allowed('groups.write', { groupIds: [row.id] })
  const create = mayCreate && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panels.open('new')}>
      {t('new')}
    </Button>
  )
  const message = useListMessage(groups.list, {
    narrowed: groups.narrowed,
    clear: groups.clear,
    none: { title: t('none'), action: create },
  })
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={<Actions filter={groups.filter} create={create} />}
    >
      <FilterLine
        end={
          view === 'chart' ? (
            <SavedViews screen="groups" />
          ) : (
            <TableTools screen="groups" columns={columns} state={state} />
          )
        }
      >
        <SegmentedControl
          aria-label={t('view.title')}
          data={views.map((value) => ({ value, label: t(`view.${value}`) }))}
          value={view}
          onChange={(value) => void setView(value === 'chart' ? 'chart' : null)}
        />
        <SearchBox state={state} placeholder={t('search')} />
        {view === 'list' && <ListFilters groups={groups} />}
      </FilterLine>
      {view === 'chart' ? (
        <GroupChart
          search={state.search}
          onOpen={panels.open}
          onCopy={(id) => panels.open('new', id)}
          onHistory={panels.history}
        />
      ) : (
        <DataTable
          label={t('title')}
          columns={columns}
          state={state}
          list={groups.list}
          message={message}
          nameOf={(row) => row.name}
          onOpen={(row) => panels.open(row.id)}
          isQuiet={(row) => row.state === 'disabled'}
          rowActions={(row) => (
            <RowMenu
              row={row}
              onOpen={() => panels.open(row.id)}
              onCopy={() => panels.open('new', row.id)}
              onHistory={() => panels.history(row.id)}
            />
          )}
          isSelectable={mayWrite}
          {...(groups.list.data?.rows.some(mayWrite) && {
            bulk: (rows: GroupRow[], clear: () => void) => <BulkActions rows={rows} onDone={clear} />,
          })}
        />
      )}
      {panels.shown}
    </Page>
  )
}

function ListFilters({ groups }: { groups: ReturnType<typeof useGroups> }) {
  const t = useTranslations('groups')
  return (
    <>
      <FilterSelect
        options={groupStates.map((value) => ({ value, label: t(`state.${value}`) }))}
        value={groups.groupState}
        onChange={groups.setGroupState}
        all={t('allStates')}
        label={t('stateTitle')}
      />
      <MemberFilter memberId={groups.memberId} onChange={groups.setMemberId} />
    </>
  )
}

function usePanels() {
  const { opened, copyOf, historyOf, open, history, close } = useRecordPanels()
  return {
    open,
    history,
    shown: (
      <>
        {opened !== null && (
          <GroupDrawer
            key={`${opened} ${copyOf}`}
            id={opened === 'new' ? null : opened}
            copyOf={copyOf}
            onClose={close}
            onHistory={history}
          />
        )}
        {historyOf !== null && <GroupHistory id={historyOf} onClose={close} />}
      </>
    ),
  }
}

function Actions({ filter, create }: { filter: GroupFilter; create: React.ReactNode }) {
  const t = useTranslations('groups')
  return (
    <ExchangeButtons
      href={`/api/groups/export?${new URLSearchParams(filter)}`}
      exportLabel={t('export')}
      importLabel={t('import.open')}
      mayImport={Boolean(create)}
      dialog={(close) => <ImportGroupsDialog onClose={close} />}
    >
      {create}
    </ExchangeButtons>
  )
}
