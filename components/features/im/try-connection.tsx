'use client'

import { Button, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { useRefreshIm } from './use-refresh-im'

/** One message to one user of the IM, with what is saved. */
export function TryConnection({ channelId }: { channelId: string }) {
  const t = useTranslations('im.try')
  const client = useTRPCClient()
  const failure = useFailureText()
  const refresh = useRefreshIm()
  const [imUserId, setUser] = useState('')
  const trying = useMutation({
    mutationFn: () => client.im.test.mutate({ channelId, imUserId: imUserId.trim() }),
    onSuccess: (result) =>
      notifications.show(
        result.ok
          ? { color: 'green', message: t('sent') }
          : { color: 'red', message: t('failed', { error: result.error }) },
      ),
    onError: (error) => notifications.show({ color: 'red', message: failure(error) }),
    onSettled: refresh,
  })
  return (
    <Stack gap={6} align="stretch">
      <TextInput
        label={t('user')}
        description={t('hint')}
        value={imUserId}
        maxLength={64}
        onChange={({ currentTarget: { value } }) => setUser(value)}
      />
      <Button
        variant="default"
        leftSection={<IconSend size={16} />}
        loading={trying.isPending}
        disabled={imUserId.trim() === ''}
        onClick={() => trying.mutate()}
      >
        {t('send')}
      </Button>
    </Stack>
  )
}
