'use client'

import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { z } from 'zod'
import { useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { groupServiceSettings, groupSettings } from '@/server/modules/workforce/contract'
import { FailureAlert } from './failure-alert'
import { type StepProps, useRefreshGuide } from './use-refresh'

const shape = z.object({ name: groupSettings.shape.name, description: groupSettings.shape.description })

const plain = {
  ...{ parentId: null, calendarId: null, intakePaused: false, offlineMode: 'even' as const },
  ...{ maxQueueLength: null, maxWaitSeconds: null, overflowGroupId: null, serviceLevelSeconds: 30 },
  ...{ thresholds: {}, members: [], agentLimits: [] },
}

export function GroupStep({ guide, onDone }: StepProps) {
  const t = useTranslations('guide')
  const client = useTRPCClient()
  const refresh = useRefreshGuide()
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { name: '', description: '' },
    schema: shape,
    save: async (values) => {
      await client.workforce.createGroup.mutate({
        ...plain,
        ...values,
        settings: groupServiceSettings.parse({}),
      })
      await refresh()
      onDone()
    },
  })
  if (guide.group) return <Text>{t('hasGroup', { name: guide.group.name })}</Text>
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={420}>
        <FailureAlert failure={failure} error={error} />
        <TextInput label={t('field.group')} description={t('groupHint')} {...form.getInputProps('name')} />
        <TextInput label={t('field.description')} {...form.getInputProps('description')} />
        <div>
          <Button type="submit" loading={saving}>
            {t('createGroup')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
