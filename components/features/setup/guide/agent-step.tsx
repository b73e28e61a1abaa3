'use client'

import { Alert, Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { z } from 'zod'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useLinks } from '@/components/features/workforce/people/use-links'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { firstAgentInput } from '@/server/modules/setup/contract'
import { FailureAlert } from './failure-alert'
import { type StepProps, useRefreshGuide } from './use-refresh'

type Who = 'self' | 'other'

export function AgentStep({ guide, onDone }: StepProps) {
  const t = useTranslations('guide')
  const [who, setWho] = useState<Who>('self')
  if (!guide.group) return <Text>{t('groupFirst')}</Text>
  return (
    <Stack gap="md">
      {guide.agents > 0 && <Text>{t('hasAgents', { count: guide.agents })}</Text>}
      <SegmentedControl
        aria-label={t('who')}
        data={[
          { value: 'self', label: t('self') },
          { value: 'other', label: t('other') },
        ]}
        value={who}
        onChange={(value) => setWho(value as Who)}
        style={{ alignSelf: 'flex-start' }}
      />
      {who === 'self' ? (
        <Self groupId={guide.group.id} already={guide.isAgent} onDone={onDone} />
      ) : (
        <Other groupId={guide.group.id} onDone={onDone} />
      )}
    </Stack>
  )
}

function Self({ groupId, already, onDone }: { groupId: string; already: boolean; onDone: () => void }) {
  const t = useTranslations('guide')
  const trpc = useTRPC()
  const text = useFailureText()
  const refresh = useRefreshGuide()
  const joining = useMutation(
    trpc.setup.addFirstAgent.mutationOptions({
      onSuccess: async () => {
        await refresh()
        onDone()
      },
    }),
  )
  if (already) return <Text>{t('youAnswer')}</Text>
  return (
    <Stack gap="sm" align="flex-start">
      <Text>{t('selfHint')}</Text>
      {joining.isError && (
        <Alert color="red" role="alert">
          {text(joining.error)}
        </Alert>
      )}
      <Button loading={joining.isPending} onClick={() => joining.mutate({ groupId, person: null })}>
        {t('becomeAgent')}
      </Button>
    </Stack>
  )
}

const shape = z.object({ person: firstAgentInput.shape.person.unwrap() })

function Other({ groupId, onDone }: { groupId: string; onDone: () => void }) {
  const t = useTranslations('guide')
  const client = useTRPCClient()
  const refresh = useRefreshGuide()
  const links = useLinks()
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { person: { name: '', email: '' } },
    schema: shape,
    save: async ({ person }) => {
      const { link } = await client.setup.addFirstAgent.mutate({ groupId, person })
      if (link) links.showInvitation(person.name, link)
      form.reset()
      await refresh()
      onDone()
    },
  })
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={420}>
        <FailureAlert failure={failure} error={error} />
        <TextInput label={t('field.name')} autoComplete="off" {...form.getInputProps('person.name')} />
        <TextInput
          label={t('field.email')}
          type="email"
          autoComplete="off"
          {...form.getInputProps('person.email')}
        />
        <Text size="sm" c="dimmed">
          {t('inviteHint')}
        </Text>
        <Group>
          <Button type="submit" loading={saving}>
            {t('addAgent')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
