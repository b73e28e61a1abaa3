'use client'

import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useCan, useMe } from '@/components/client/me'
import {
  DataTable,
  FilterLine,
  FilterSelect,
  SearchBox,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { ExchangeButtons } from '@/components/patterns/import-dialog'
import { Page } from '@/components/patterns/page/page'
import { useRoleName } from '@/components/patterns/role-name'
import { scopeOf } from '@/server/access'
import {
  type PeopleFilter,
  type PersonRow,
  personKinds,
  personStates,
} from '@/server/modules/workforce/contract'
import { PeopleBulk } from './bulk-actions'
import { usePeopleColumns } from './columns'
import { ImportPeopleDialog } from './import-dialog'
import { PersonDrawer } from './person-drawer'
import { PersonMenu } from './row-menu'
import { usePanels } from './use-panels'
import { usePeople, usePeopleChoices } from './use-people'

export function PeopleScreen() {
  const t = useTranslations('people')
  const columns = usePeopleColumns()
  const state = useTableState(columns, { id: 'name', direction: 'asc' })
  const people = usePeople(state)
  const panels = usePanels()
  const mayCreate = scopeOf(useMe(), 'users.write') === 'all'
  const mayEdit = useCan()('agents.write')
  const create = mayCreate && (
    <Button leftSection={<IconUserPlus size={16} />} onClick={() => panels.open('new')}>
      {t('new')}
    </Button>
  )
  const message = useListMessage(people.list, {
    narrowed: people.narrowed,
    clear: people.clear,
    none: { title: t('none'), action: create },
  })
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <Actions
          filter={people.filter}
          create={create}
          onMade={() => {
            people.clear()
            people.setState('no_sign_in')
          }}
        />
      }
    >
      <FilterLine end={<TableTools screen="people" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <Filters people={people} />
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        list={people.list}
        message={message}
        nameOf={(row) => row.name}
        onOpen={(row) => panels.open(row.id)}
        isQuiet={(row) => row.state === 'disabled'}
        rowActions={(row) => (
          <PersonMenu
            row={row}
            onOpen={() => panels.open(row.id)}
            onCopy={() => panels.open('new', row.id)}
          />
        )}
        {...(mayEdit && {
          bulk: (rows: PersonRow[], clear: () => void) => <PeopleBulk rows={rows} onDone={clear} />,
        })}
      />
      {panels.opened !== null && (
        <PersonDrawer
          key={`${panels.opened} ${panels.copyOf}`}
          id={panels.opened === 'new' ? null : panels.opened}
          copyOf={panels.copyOf}
          onClose={panels.close}
        />
      )}
    </Page>
  )
}

function Filters({ people }: { people: ReturnType<typeof usePeople> }) {
  const t = useTranslations('people')
  const roleName = useRoleName()
  const { roles, groups } = usePeopleChoices()
  return (
    <>
      <FilterSelect
        options={personKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={people.kind}
        onChange={people.setKind}
        all={t('allKinds')}
        label={t('kindTitle')}
      />
      <FilterSelect
        options={personStates.map((value) => ({ value, label: t(`state.${value}`) }))}
        value={people.state}
        onChange={people.setState}
        all={t('allStates')}
        label={t('stateTitle')}
      />
      <FilterSelect
        options={roles.map(({ key, name }) => ({ value: key, label: roleName({ key, name }) }))}
        value={people.role}
        onChange={people.setRole}
        all={t('allRoles')}
        label={t('roles')}
        searchable
      />
      <FilterSelect
        options={groups.map(({ id, name }) => ({ value: id, label: name }))}
        value={people.groupId}
        onChange={people.setGroupId}
        all={t('allGroups')}
        label={t('groups')}
        searchable
      />
    </>
  )
}

type ActionsProps = { filter: PeopleFilter; create: React.ReactNode; onMade: () => void }

function Actions({ filter, create, onMade }: ActionsProps) {
  const t = useTranslations('people')
  return (
    <ExchangeButtons
      href={`/api/people/export?${new URLSearchParams(filter)}`}
      exportLabel={t('export')}
      importLabel={t('import.open')}
      mayImport={Boolean(create)}
      dialog={(close) => <ImportPeopleDialog onMade={onMade} onClose={close} />}
    >
      {create}
    </ExchangeButtons>
  )
}
