'use client'

import { ActionIcon, Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { StateMessage } from '@/components/patterns/states/state-message'
import type { ImAgentLink } from '@/server/modules/im/contract'

export type AgentsForm = { links: ImAgentLink[] }
type Props = { form: UseFormReturnType<AgentsForm>; choices: { id: string; name: string }[] }

export function AgentRows({ form, choices }: Props) {
  const t = useTranslations('im.agents')
  const { links } = form.values
  if (links.length === 0) return <StateMessage icon={IconUserPlus} title={t('none')} />
  const taken = new Set(links.map(({ agentId }) => agentId))
  const nameOf = (id: string) => choices.find((choice) => choice.id === id)?.name ?? ''
  return (
    <Stack gap="md">
      {form.errors.links && (
        <Text size="sm" c="red" role="alert">
          {form.errors.links}
        </Text>
      )}
      {links.map(({ agentId }, i) => (
        // A row has no name of its own until an agent is chosen, and rows are only added at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Stack key={i} gap={6}>
          <Group gap="xs" align="flex-end">
            <Select
              label={t('agent')}
              searchable
              flex={1}
              miw={180}
              data={choices
                .filter(({ id }) => id === agentId || !taken.has(id))
                .map(({ id, name }) => ({ value: id, label: name }))}
              {...form.getInputProps(`links.${i}.agentId`)}
            />
            <TextInput
              label={t('imUser')}
              flex={1}
              miw={160}
              {...form.getInputProps(`links.${i}.imUserId`)}
            />
            <ActionIcon
              aria-label={t('drop', { name: nameOf(agentId) })}
              onClick={() => form.removeListItem('links', i)}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
          <Switch
            label={t('receives')}
            description={t('receivesHint')}
            {...form.getInputProps(`links.${i}.receives`, { type: 'checkbox' })}
          />
        </Stack>
      ))}
    </Stack>
  )
}
