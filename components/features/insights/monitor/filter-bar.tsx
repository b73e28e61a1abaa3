'use client'

import { Checkbox, Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { SavedViews } from '@/components/patterns/data-table'
import type { MonitorFilter } from './use-monitor-filter'

export function FilterBar({ filter: { about, set } }: { filter: MonitorFilter }) {
  const t = useTranslations('insights.monitor.filter')
  const trpc = useTRPC()
  const choices = useQuery(trpc.insights.monitorChoices.queryOptions(undefined, { staleTime: 30_000 }))
  const { groups = [], channels = [] } = choices.data ?? {}
  const named = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Group gap="sm">
      <Select
        data={named(groups)}
        value={about.groupId}
        onChange={(group) => void set({ group })}
        placeholder={t('all')}
        aria-label={t('group')}
        searchable
        clearable
        limit={200}
        w={{ base: '100%', xs: 240 }}
      />
      {about.groupId !== null && groups.some(({ parentId }) => parentId === about.groupId) && (
        <Checkbox
          label={t('subGroups')}
          checked={about.subGroups}
          onChange={(event) => void set({ below: event.currentTarget.checked })}
        />
      )}
      {(channels.length > 1 || about.channelId !== null) && (
        <Select
          data={named(channels)}
          value={about.channelId}
          onChange={(channel) => void set({ channel })}
          placeholder={t('allChannels')}
          aria-label={t('channel')}
          searchable
          clearable
          w={{ base: '100%', xs: 200 }}
        />
      )}
      <SavedViews screen="monitor" />
    </Group>
  )
}
