'use client'

import { Badge, Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconEye } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useMe } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { useRoleName } from '@/components/patterns/role-name'
import { FailedState } from '@/components/patterns/states/failed-state'
import type { AccessExplained } from '@/server/modules/accounts/contract'
import { useStartView } from '../view-as/use-view'
import classes from './matrix.module.css'
import { usePermissionWords } from './permission-words'
import { Sources } from './sources'

/** What somebody may do, with the role that gives each. */
export function ExplainPerson() {
  const t = useTranslations('roles')
  const trpc = useTRPC()
  const [userId, setUserId] = useQueryState('person', parseAsString)
  const explained = useQuery({
    ...trpc.accounts.explainAccess.queryOptions({ userId: userId ?? '' }),
    enabled: userId !== null,
  })
  return (
    <Stack gap="md">
      <PersonSelect
        value={userId}
        shown={explained.data?.person.name ?? null}
        onChange={(id) => void setUserId(id)}
      />
      {userId === null && <Text c="dimmed">{t('person.choose')}</Text>}
      {explained.isError && userId !== null && (
        <FailedState error={explained.error} retry={() => void explained.refetch()} />
      )}
      {explained.isLoading && <Skeleton h={240} />}
      {explained.data && userId !== null && <Explained of={explained.data} />}
    </Stack>
  )
}

type SelectProps = { value: string | null; shown: string | null; onChange: (id: string | null) => void }

function PersonSelect({ value, shown, onChange }: SelectProps) {
  const t = useTranslations('roles')
  const trpc = useTRPC()
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search === shown ? '' : search, 200)
  const people = useQuery(
    trpc.accounts.findPeople.queryOptions({ search: asked }, { placeholderData: keepPreviousData }),
  )
  const found = (people.data ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${one.email}` }))
  const chosen = value && shown && !found.some((one) => one.value === value) ? [{ value, label: shown }] : []
  return (
    <Select
      label={t('person.label')}
      placeholder={t('person.placeholder')}
      data={[...chosen, ...found]}
      value={value}
      onChange={onChange}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={t('person.nobody')}
      maw={420}
    />
  )
}

function Explained({ of }: { of: AccessExplained }) {
  const t = useTranslations('roles')
  const words = usePermissionWords()
  const roleName = useRoleName()
  const startView = useStartView()
  const isMe = useMe().userId === of.person.id
  return (
    <>
      <Group gap="xs">
        {of.person.disabled && <Badge color="gray">{t('disabled')}</Badge>}
        {of.roles.map((role) => (
          <Badge key={role.id} variant="light">
            {roleName(role)}
          </Badge>
        ))}
        {of.groups.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('person.groups', { groups: of.groups.join(', ') })}
          </Text>
        )}
        {!isMe && !of.person.disabled && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconEye size={14} />}
            onClick={() => void startView({ kind: 'user', id: of.person.id })}
          >
            {t('row.viewAs')}
          </Button>
        )}
      </Group>
      {of.permissions.length === 0 ? (
        <Text c="dimmed">{t('person.nothing')}</Text>
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th>{t('permissionColumn')}</th>
                <th>{t('scopeColumn')}</th>
                <th>{t('throughColumn')}</th>
              </tr>
            </thead>
            <tbody>
              {of.permissions.map(({ permission, scope, through }) => (
                <tr key={permission}>
                  <th>
                    {words.name(permission)}
                    <div className={classes.explain}>{words.explain(permission)}</div>
                  </th>
                  <td>{words.scope(scope)}</td>
                  <td>
                    <Sources through={through} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
