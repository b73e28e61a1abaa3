'use client'

import { Group, Select, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import type { AgentOption } from '@/server/modules/workforce/contract'

type Props = {
  label: string
  /** null shows nobody chosen. */
  value: string | null
  /** Name of the chosen one where the list does not hold them. */
  valueName?: string | undefined
  onChange: (agent: AgentOption | null) => void
  without?: readonly string[]
  clearable?: boolean
  width?: number
}

/** Finds an agent by name or email on the server. */
export function AgentPicker({ label, value, valueName, onChange, without = [], clearable, width }: Props) {
  const t = useTranslations('groups')
  const trpc = useTRPC()
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text === valueName ? '' : text, 200)
  const found = useQuery(
    trpc.workforce.findAgents.queryOptions({ search }, { placeholderData: keepPreviousData }),
  )
  const agents = (found.data ?? []).filter((agent) => !without.includes(agent.id))
  const options = agents.map((agent) => ({ value: agent.id, label: agent.name }))
  if (value && valueName && !options.some((option) => option.value === value)) {
    options.push({ value, label: valueName })
  }
  return (
    <Select
      data={options}
      value={value}
      onChange={(id) => onChange(agents.find((agent) => agent.id === id) ?? null)}
      onSearchChange={setText}
      searchable
      clearable={clearable ?? false}
      filter={({ options: all }) => all}
      placeholder={label}
      aria-label={label}
      nothingFoundMessage={t('noAgent')}
      maxDropdownHeight={280}
      w={width ?? '100%'}
      renderOption={({ option }) => (
        <Group justify="space-between" wrap="nowrap" gap="xs" w="100%">
          <span>{option.label}</span>
          <Text size="xs" c="dimmed" truncate>
            {agents.find((agent) => agent.id === option.value)?.email}
          </Text>
        </Group>
      )}
    />
  )
}
