'use client'

import { Checkbox, Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'

const parsers = { group: parseAsString, below: parseAsBoolean.withDefault(true) }

/** Whom the page is about, in the address: everybody, or one group with or without those below it. */
export function useMonitorGroup() {
  const [state, set] = useQueryStates(parsers, { history: 'replace' })
  return { input: { groupId: state.group, subGroups: state.below }, set }
}

export function GroupFilter({ filter: { input, set } }: { filter: ReturnType<typeof useMonitorGroup> }) {
  const t = useTranslations('insights.monitor.filter')
  const trpc = useTRPC()
  const allowed = useCan()('groups.read')
  const groups = useQuery({ ...trpc.workforce.listGroupNames.queryOptions(), enabled: allowed })
  const list = (groups.data ?? []).filter(({ disabled }) => !disabled)
  if (list.length < 2) return null
  return (
    <Group gap="sm" mb="md">
      <Select
        data={list.map(({ id, name }) => ({ value: id, label: name }))}
        value={input.groupId}
        onChange={(group) => void set({ group })}
        placeholder={t('all')}
        aria-label={t('group')}
        searchable
        clearable
        w={{ base: '100%', xs: 240 }}
      />
      {input.groupId !== null && list.some(({ parentId }) => parentId === input.groupId) && (
        <Checkbox
          label={t('subGroups')}
          checked={input.subGroups}
          onChange={(event) => void set({ below: event.currentTarget.checked })}
        />
      )}
    </Group>
  )
}
