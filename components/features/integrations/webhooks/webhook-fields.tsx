'use client'

import { Button, MultiSelect, Stack, Switch, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useShowSecret } from '@/components/patterns/copy/secret-shown'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { type WebhookSettings, type WebhookView, webhookEvents } from '@/server/modules/integrations/contract'

type Props = {
  form: UseFormReturnType<WebhookSettings>
  webhook: WebhookView | null
  /** A rotation is a change of its own: the form would conflict with it. */
  onRotated: () => void
}

export function WebhookFields({ form, webhook, onRotated }: Props) {
  const t = useTranslations('webhooks')
  const channels = useQuery(
    useTRPC().channels.listChannels.queryOptions({ sort: 'name', direction: 'asc', page: 1, pageSize: 200 }),
  )
  const many = { searchable: true, clearable: true, hidePickedOptions: true }
  return (
    <Stack gap="md">
      <TextInput label={t('field.name')} required {...form.getInputProps('name')} />
      <TextInput
        label={t('field.url')}
        description={t('field.urlHint')}
        placeholder="https://"
        required
        {...form.getInputProps('url')}
      />
      <MultiSelect
        {...many}
        label={t('field.events')}
        placeholder={form.values.events.length ? '' : t('field.allEvents')}
        data={webhookEvents.map((value) => ({ value, label: t(`event.${value}`) }))}
        {...form.getInputProps('events')}
      />
      <MultiSelect
        {...many}
        label={t('field.channels')}
        placeholder={form.values.channelIds.length ? '' : t('field.allChannels')}
        data={(channels.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('channelIds')}
      />
      <Switch
        label={t('field.internal')}
        description={t('field.internalHint')}
        {...form.getInputProps('internal', { type: 'checkbox' })}
      />
      <Switch label={t('field.enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
      {webhook && <Secret webhook={webhook} onRotated={onRotated} />}
    </Stack>
  )
}

function Secret({ webhook, onRotated }: { webhook: WebhookView; onRotated: () => void }) {
  const secrets = useTranslations('webhooks.secret')
  const format = useFormatter()
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  const showSecret = useShowSecret()
  const rotate = async () => {
    if (
      !(await confirm({
        title: secrets('rotateTitle'),
        body: secrets('rotateBody'),
        confirm: secrets('rotate'),
      }))
    )
      return
    const { id, version, name } = webhook
    try {
      const { secret } = await client.integrations.rotateWebhookSecret.mutate({ id, version })
      onRotated()
      showSecret(secrets('shownTitle', { name }), secret, secrets('how'))
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.integrations.pathFilter())
  }
  const until =
    webhook.formerUntil &&
    format.dateTime(new Date(webhook.formerUntil), { dateStyle: 'short', timeStyle: 'short' })
  return (
    <Stack gap={6} align="flex-start">
      <Text size="sm" fw={500}>
        {secrets('title')}
      </Text>
      <Text size="sm" c="dimmed">
        {until ? secrets('both', { at: until }) : secrets('one')}
      </Text>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconRefresh size={14} />}
        onClick={() => void rotate()}
      >
        {secrets('rotate')}
      </Button>
    </Stack>
  )
}
