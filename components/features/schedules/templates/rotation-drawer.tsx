'use client'

import { ActionIcon, Group, NumberInput, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useToday } from '@/components/client/today'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { AgentPicker } from '@/components/features/workforce/groups/agent-picker'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import {
  type RotationMember,
  type RotationView,
  rotationSettings,
  type TemplateView,
} from '@/server/modules/schedules/contract'
import { CycleField } from './cycle-field'
import { useShiftWords } from './shift-words'
import { useRefreshTemplates } from './use-acts'

type Values = { name: string; days: (string | null)[]; members: RotationMember[] }
type Props = { id: string | null; copy: boolean; templates: readonly TemplateView[]; onClose: () => void }

export function RotationDrawer({ id, ...props }: Props) {
  const trpc = useTRPC()
  const stored = useQuery({
    ...trpc.schedules.getRotation.queryOptions({ id: id ?? '' }, { gcTime: 0 }),
    enabled: id !== null,
  })
  if (id !== null && !stored.data) return stored.isError ? null : <Skeleton height={1} />
  return <Form key={stored.data?.version} rotation={stored.data ?? null} {...props} />
}

const toForm = ({ name, days, members }: RotationView): Values => ({
  ...{ name, days },
  members: members.map(({ name: _, ...member }) => member),
})

type FormProps = Omit<Props, 'id'> & { rotation: RotationView | null }

function Form({ rotation, copy, templates, onClose }: FormProps) {
  const t = useTranslations('rotations')
  const client = useTRPCClient()
  const refresh = useRefreshTemplates()
  const edited = copy ? null : rotation
  const today = useToday()
  const [names, setNames] = useState(
    () => new Map(rotation?.members.map((member) => [member.agentId, member.name])),
  )
  const words = useShiftWords()
  const { server, problem } = useVersionedForm<Values, RotationView>({
    ...{ stored: edited, toForm, words, schema: rotationSettings },
    initialValues: {
      ...(rotation ? toForm(rotation) : { name: '', days: [templates[0]?.id ?? null, null], members: [] }),
      ...(copy && rotation && { name: t('copyOf', { name: rotation.name }), members: [] }),
    },
    save: async (values, version) => {
      if (edited) {
        const { id } = edited
        await client.schedules.updateRotation.mutate({ id, version, rotation: values })
      } else await client.schedules.createRotation.mutate(values)
      await refresh()
      onClose()
    },
  })
  const { form } = server
  const { members, days } = form.values
  return (
    <DrawerForm
      title={edited ? t('editTitle', { name: edited.name }) : t('new')}
      onClose={onClose}
      server={server}
      problem={problem}
    >
      <Stack gap="md">
        <TextInput label={t('column.name')} required {...form.getInputProps('name')} />
        <CycleField
          days={days}
          templates={templates}
          onChange={(next) => form.setFieldValue('days', next)}
          errorOf={(index) => (form.errors[`days.${index}`] as string | undefined) ?? null}
        />
        <Stack gap="xs">
          <Text fw={500}>{t('column.members')}</Text>
          <Text size="sm" c="dimmed">
            {t('membersHint')}
          </Text>
          {members.map((member, index) => (
            <MemberLine
              key={member.agentId}
              member={member}
              name={names.get(member.agentId) ?? ''}
              cycle={days.length}
              props={(field) => form.getInputProps(`members.${index}.${field}`)}
              onRemove={() => form.removeListItem('members', index)}
            />
          ))}
          <AgentPicker
            label={t('addMember')}
            value={null}
            without={members.map((member) => member.agentId)}
            onChange={(agent) => {
              if (!agent) return
              const startsOn = members.at(-1)?.startsOn ?? today
              setNames(new Map(names).set(agent.id, agent.name))
              form.insertListItem('members', {
                agentId: agent.id,
                startsOn,
                untilOn: null,
                offsetDays: 0,
              })
            }}
          />
        </Stack>
      </Stack>
    </DrawerForm>
  )
}

type InputProps = { onChange: (value: unknown) => void; error?: React.ReactNode }
type LineProps = {
  member: RotationMember
  name: string
  cycle: number
  props: (field: string) => InputProps
  onRemove: () => void
}

function MemberLine({ member, name, cycle, props, onRemove }: LineProps) {
  const t = useTranslations('rotations')
  const until = props('untilOn')
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <Text size="sm" flex={1} mt={6} truncate>
        {name}
      </Text>
      <TextInput
        type="date"
        size="xs"
        w={128}
        aria-label={t('startsOn', { name })}
        {...(props('startsOn') as object)}
      />
      <TextInput
        type="date"
        size="xs"
        w={128}
        aria-label={t('untilOn', { name })}
        value={member.untilOn ?? ''}
        error={until.error}
        onChange={(event) => until.onChange(event.currentTarget.value || null)}
      />
      <NumberInput
        size="xs"
        w={64}
        min={0}
        max={cycle - 1}
        aria-label={t('offset', { name })}
        {...(props('offsetDays') as object)}
      />
      <ActionIcon mt={4} aria-label={t('removeMember', { name })} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  )
}
