'use client'

import { Badge, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Column } from '@/components/patterns/data-table'
import { useRoleName } from '@/components/patterns/role-name'
import type { RoleRow } from '@/server/modules/accounts/contract'

export function useRoleColumns(): Column<RoleRow>[] {
  const t = useTranslations('roles')
  const roleName = useRoleName()
  return useMemo(
    () => [
      { id: 'name', title: t('name'), cell: roleName, sortable: true, heading: true, width: '24%' },
      {
        id: 'description',
        title: t('description'),
        cell: (row) => (
          <Text size="sm" c="dimmed" lineClamp={1}>
            {row.description || '–'}
          </Text>
        ),
      },
      {
        id: 'kind',
        title: t('kind'),
        cell: (row) => (
          <Badge variant="light" color={row.builtIn ? 'gray' : 'blue'}>
            {t(row.builtIn ? 'kinds.built_in' : 'kinds.own')}
          </Badge>
        ),
        width: 120,
      },
      {
        id: 'permissions',
        title: t('permissions'),
        cell: (row) => row.permissions,
        sortable: true,
        align: 'end',
        width: 120,
      },
      {
        id: 'holders',
        title: t('holders'),
        cell: (row) => row.holders,
        sortable: true,
        align: 'end',
        width: 120,
      },
    ],
    [t, roleName],
  )
}
