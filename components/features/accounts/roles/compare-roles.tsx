'use client'

import { Group, Select, Skeleton, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { useRoleName } from '@/components/patterns/role-name'
import { FailedState } from '@/components/patterns/states/failed-state'
import { permissionParts } from '@/server/access'
import classes from './matrix.module.css'
import { usePermissionWords } from './permission-words'

/** Two roles side by side. */
export function CompareRoles() {
  const t = useTranslations('roles')
  const trpc = useTRPC()
  const names = useQuery(trpc.accounts.listRoleNames.queryOptions())
  const [left, setLeft] = useQueryState('left', parseAsString)
  const [right, setRight] = useQueryState('right', parseAsString)
  const [onlyDifferent, setOnlyDifferent] = useState(true)
  const roleName = useRoleName()
  const choices = (names.data ?? []).map(({ id, name }) => ({ value: id, label: roleName(name) }))
  const leftId = left ?? choices[0]?.value ?? null
  const rightId = right ?? choices[1]?.value ?? null
  if (names.isError) return <FailedState error={names.error} retry={() => void names.refetch()} />
  return (
    <>
      <Group gap="md" mb="md" align="flex-end">
        <Select
          label={t('compare.first')}
          data={choices}
          value={leftId}
          onChange={(id) => void setLeft(id)}
          allowDeselect={false}
        />
        <Select
          label={t('compare.second')}
          data={choices}
          value={rightId}
          onChange={(id) => void setRight(id)}
          allowDeselect={false}
        />
        <Switch
          label={t('compare.onlyDifferent')}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
          mb={8}
        />
      </Group>
      {leftId && rightId ? (
        <Comparison leftId={leftId} rightId={rightId} onlyDifferent={onlyDifferent} />
      ) : (
        <Skeleton h={240} />
      )}
    </>
  )
}

type Props = { leftId: string; rightId: string; onlyDifferent: boolean }

function Comparison({ leftId, rightId, onlyDifferent }: Props) {
  const t = useTranslations('roles')
  const trpc = useTRPC()
  const words = usePermissionWords()
  const roleName = useRoleName()
  const left = useQuery(trpc.accounts.getRole.queryOptions({ id: leftId }))
  const right = useQuery(trpc.accounts.getRole.queryOptions({ id: rightId }))
  const failed = [left, right].find(({ isError }) => isError)
  if (failed) return <FailedState error={failed.error} retry={() => void failed.refetch()} />
  if (!left.data || !right.data) return <Skeleton h={240} />
  const rows = Object.values(permissionParts)
    .flat()
    .map((permission) => ({
      permission,
      left: left.data.permissions[permission],
      right: right.data.permissions[permission],
    }))
    .filter((row) => !onlyDifferent || row.left !== row.right)
  if (rows.length === 0) return <Text c="dimmed">{t('compare.same')}</Text>
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t('permissionColumn')}</th>
            <th>{roleName(left.data.name)}</th>
            <th>{roleName(right.data.name)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.permission} data-differs={row.left !== row.right || undefined}>
              <th>{words.name(row.permission)}</th>
              <td>{words.scope(row.left)}</td>
              <td>{words.scope(row.right)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
