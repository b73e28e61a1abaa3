'use client'

import { Badge, Group, Pagination, Select, Skeleton, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { type PermissionPart, permissionParts, permissions } from '@/server/access'
import classes from './matrix.module.css'
import { usePermissionWords } from './permission-words'
import { Sources } from './sources'

const pageSize = 50

/** Who holds a permission, and through which role. */
export function WhoCan() {
  const t = useTranslations('roles')
  const words = usePermissionWords()
  const trpc = useTRPC()
  const [permission, setPermission] = useQueryState(
    'permission',
    parseAsStringLiteral(permissions).withDefault('roles.write'),
  )
  const [page, setPage] = useState(1)
  const holders = useQuery(
    trpc.accounts.whoCan.queryOptions({ permission, page, pageSize }, { placeholderData: keepPreviousData }),
  )
  const choices = (Object.keys(permissionParts) as PermissionPart[]).map((part) => ({
    group: t(`part.${part}`),
    items: permissionParts[part].map((value) => ({ value, label: words.name(value) })),
  }))
  const pages = Math.ceil((holders.data?.total ?? 0) / pageSize)
  return (
    <Stack gap="md">
      <Select
        label={t('permissionColumn')}
        description={words.explain(permission)}
        data={choices}
        value={permission}
        onChange={(value) => {
          setPage(1)
          void setPermission(permissions.find((one) => one === value) ?? null)
        }}
        searchable
        allowDeselect={false}
        maw={480}
      />
      {holders.isError && <FailedState error={holders.error} retry={() => void holders.refetch()} />}
      {holders.isPending && <Skeleton h={160} />}
      {holders.data?.total === 0 && <Text c="dimmed">{t('nobodyHolds')}</Text>}
      {holders.data && holders.data.total > 0 && (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th>{t('personColumn')}</th>
                <th>{t('scopeColumn')}</th>
                <th>{t('throughColumn')}</th>
              </tr>
            </thead>
            <tbody>
              {holders.data.rows.map((holder) => (
                <tr key={holder.id}>
                  <th>
                    <Group gap="xs">
                      {holder.name}
                      {holder.disabled && <Badge color="gray">{t('disabled')}</Badge>}
                    </Group>
                    <div className={classes.explain}>{holder.email}</div>
                  </th>
                  <td>{words.scope(holder.scope)}</td>
                  <td>
                    <Sources through={holder.through} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages > 1 && <Pagination total={pages} value={page} onChange={setPage} size="sm" />}
    </Stack>
  )
}
