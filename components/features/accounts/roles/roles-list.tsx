'use client'

import { Button, Select, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useCan } from '@/components/client/me'
import {
  DataTable,
  FilterLine,
  SearchBox,
  TableTools,
  useListMessage,
  useTableState,
} from '@/components/patterns/data-table'
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
        <Select
          data={roleKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          value={roles.kind}
          onChange={roles.setKind}
          placeholder={t('allKinds')}
          aria-label={t('kind')}
          clearable
          w={140}
        />
        {create}
      </FilterLine>
      <DataTable
        label={t('title')}
        columns={columns}
        state={state}
        rows={roles.list.data?.rows}
        total={roles.list.data?.total ?? 0}
        stale={roles.list.isPlaceholderData}
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

/** Open drawers stand in the address, so that they survive a reload and can be sent to a colleague. */
function usePanels() {
  const [opened, setOpened] = useQueryState('open', parseAsString)
  const [copyOf, setCopyOf] = useQueryState('copy', parseAsString)
  const [history, setHistory] = useQueryState('history', parseAsString)
  return {
    open: (id: string, copy: string | null = null) => {
      void setCopyOf(copy)
      void setOpened(id)
    },
    history: (id: string) => void setHistory(id),
    shown: (
      <>
        {opened !== null && (
          <RoleDrawer
            key={`${opened} ${copyOf}`}
            id={opened === 'new' ? null : opened}
            copyOf={copyOf}
            onClose={() => {
              void setOpened(null)
              void setCopyOf(null)
            }}
          />
        )}
        {history !== null && <RoleHistory id={history} onClose={() => void setHistory(null)} />}
      </>
    ),
  }
}
