'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconHistory } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { type ChannelDetail, channelInput } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'
import { useVersionedForm } from '../shared/use-versioned-form'
import { ChannelEffect } from './channel-effect'
import { ChannelFields } from './channel-fields'
import { type ChannelForm, emptyChannel, toForm, toInput } from './form-values'

type Props = {
  /** null = it is made now. */
  stored: ChannelDetail | null
  /** What a new one starts from. */
  start?: ChannelForm
  onClose: () => void
  onHistory?: (id: string) => void
}

export function ChannelEditor({ stored, start, onClose, onHistory }: Props) {
  const t = useTranslations('channels')
  const client = useTRPCClient()
  const refresh = useRefreshChannels()
  const mayWrite = useCan()('channels.write')
  const { server, base, adopt, problem } = useVersionedForm<ChannelForm, ChannelDetail>({
    stored,
    initialValues: stored ? toForm(stored) : (start ?? emptyChannel),
    toForm,
    schema: channelInput,
    save: async (values, version) => {
      const channel = toInput(values)
      if (stored) await client.channels.updateChannel.mutate({ id: stored.id, version, channel })
      else await client.channels.createChannel.mutate(channel)
      await refresh()
      notifications.show({ color: 'green', message: t(stored ? 'saved' : 'made', { name: channel.name }) })
      onClose()
    },
  })
  return (
    <DrawerForm
      title={stored ? stored.name : t('new')}
      onClose={onClose}
      server={server}
      readOnly={!mayWrite}
      submitLabel={stored ? undefined : t('create')}
      problem={problem}
      effect={<ChannelEffect values={server.form.values} publicKey={base?.publicKey ?? null} />}
      extra={
        stored &&
        onHistory && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconHistory size={16} />}
            onClick={() => onHistory(stored.id)}
          >
            {t('history.open')}
          </Button>
        )
      }
    >
      <ChannelFields form={server.form} stored={base} mayWrite={mayWrite} adopt={adopt} />
    </DrawerForm>
  )
}
