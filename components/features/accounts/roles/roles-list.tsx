'use client'

import { Button, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import {
  DataTable,
  FilterLine,
  FilterSelect,
  SearchBox,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
import { useRecordPanels } from '@/components/patterns/data-table/record-panels'
import { roleKinds } from '@/server/modules/accounts/contract'
import { useRoleColumns } from './role-columns'
import { RoleDrawer } from './role-drawer'
import { RoleHistory } from './role-history'
import { RoleMenu } from './role-menu'
import { useRoles } from './use-roles'

export function RolesList() {
  const t = useTranslations('roles')
  const columns = useRoleColumns()
  const state = useTableState(columns, { id: 'name', direction: 'asc' })
  const roles = useRoles(state)
  const panels = usePanels()
  const create = useCan()('roles.write') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => panels.open('new')}>
      {t('new')}
    </Button>
  )
  const message = useListMessage(roles.list, {
    narrowed: roles.narrowed,
    clear: roles.clear,
    none: { title: t('none'), action: create },
  })
  return (
    <Stack gap="md">
      <FilterLine end={<TableTools screen="roles" columns={columns} state={state} />}>
        <SearchBox state={state} placeholder={t('search')} />
        <FilterSelect
          options={roleKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          value={roles.kind}
          onChange={roles.setKind}
          all={t('allKinds')}
          label={t('kind')}
        />
        {create}
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        list={roles.list}
        message={message}
        nameOf={(row) => row.name}
        onOpen={(row) => panels.open(row.id)}
        rowActions={(row) => (
          <RoleMenu
            row={row}
            onOpen={() => panels.open(row.id)}
            onCopy={() => panels.open('new', row.id)}
            onHistory={() => panels.history(row.id)}
          />
        )}
      />
      {panels.shown}
    </Stack>
  )
}

function usePanels() {
  const { opened, copyOf, historyOf, open, history, close } = useRecordPanels()
  return {
    ...{ open, history },
    shown: (
      <>
        {opened !== null && (
          <RoleDrawer
            key={`${opened} ${copyOf}`}
            id={opened === 'new' ? null : opened}
            copyOf={copyOf}
            onClose={close}
          />
        )}
        {historyOf !== null && <RoleHistory id={historyOf} onClose={close} />}
      </>
    ),
  }
}
