'use client'

import { Drawer, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { ChannelEditor } from './channel-editor'
import { toForm } from './form-values'

type Props = {
  /** null = a new one. */
  id: string | null
  /** The channel that a new one starts as a copy of. */
  copyOf: string | null
  onClose: () => void
  onHistory: (id: string) => void
}

/** Reads the channel first, so that the form starts from what stands now. */
export function ChannelDrawer({ id, copyOf, onClose, onHistory }: Props) {
  const t = useTranslations('channels')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const source = id ?? copyOf
  const channel = useQuery({
    ...trpc.channels.getChannel.queryOptions({ id: source ?? '' }),
    enabled: source !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (source === null) return <ChannelEditor stored={null} onClose={onClose} />
  if (channel.data && id === null) {
    const name = t('copyName', { name: channel.data.name }).slice(0, 80)
    const start = { ...toForm(channel.data), name, identityForced: false }
    return <ChannelEditor stored={null} start={start} onClose={onClose} />
  }
  if (channel.data) {
    return <ChannelEditor stored={channel.data} onClose={onClose} onHistory={onHistory} />
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={960}
      title={t('title')}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      {channel.isError ? (
        <FailedState error={channel.error} retry={() => void channel.refetch()} />
      ) : (
        <Late>
          <Stack gap="lg" p="md">
            <Skeleton h={36} />
            <Skeleton h={64} />
            <Skeleton h={240} />
          </Stack>
        </Late>
      )}
    </Drawer>
  )
}
