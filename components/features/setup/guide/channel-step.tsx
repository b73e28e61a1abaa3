'use client'

import { Button, Code, ColorInput, Group, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { Copy } from '@/components/patterns/copy/copy'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { channelInput } from '@/server/modules/channels/contract'
import { emptyChannel } from '../../channels/channels/form-values'
import { WindowPreview } from '../../channels/channels/window-preview'
import { FailureAlert } from './failure-alert'
import classes from './guide.module.css'
import { type StepProps, useRefreshGuide } from './use-refresh'

export function ChannelStep({ guide, onDone }: StepProps) {
  const t = useTranslations('guide')
  if (guide.channel) return <Snippet channel={guide.channel} />
  if (!guide.group) return <Text>{t('groupFirst')}</Text>
  return <ChannelForm groupId={guide.group.id} language={guide.organization.language} onDone={onDone} />
}

function ChannelForm(props: { groupId: string; language: 'en' | 'zh'; onDone: () => void }) {
  const t = useTranslations('guide')
  const client = useTRPCClient()
  const refresh = useRefreshGuide()
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { ...emptyChannel, defaultGroupId: props.groupId, language: props.language },
    schema: channelInput,
    save: async (values) => {
      await client.channels.createChannel.mutate(values)
      await refresh()
      props.onDone()
    },
  })
  return (
    <form onSubmit={submit} noValidate>
      <div className={classes.sides}>
        <Stack gap="sm">
          <FailureAlert failure={failure} error={error} />
          <TextInput
            label={t('field.channel')}
            description={t('channelHint')}
            {...form.getInputProps('name')}
          />
          <ColorInput label={t('field.color')} {...form.getInputProps('color')} />
          <TextInput label={t('field.greeting')} {...form.getInputProps(`greeting.${props.language}`)} />
          <div>
            <Button type="submit" loading={saving}>
              {t('createChannel')}
            </Button>
          </div>
        </Stack>
        <Stack gap="xs">
          <WindowPreview values={form.values} />
        </Stack>
      </div>
    </form>
  )
}

function Snippet({ channel }: { channel: NonNullable<StepProps['guide']['channel']> }) {
  const t = useTranslations('guide')
  const here = typeof location === 'undefined' ? '' : location.origin
  const snippet = `<script src="${here}/widget.js" data-channel="${channel.publicKey}" data-color="${channel.color}" async></script>`
  return (
    <Stack gap="xs">
      <Text>{t('hasChannel', { name: channel.name })}</Text>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Code block style={{ flex: 1, minWidth: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {snippet}
        </Code>
        <Copy value={snippet} label={t('copySnippet')} />
      </Group>
    </Stack>
  )
}
