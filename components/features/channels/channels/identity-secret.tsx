'use client'

import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconKey, IconRefresh } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useShowSecret } from '@/components/patterns/copy/secret-shown'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import type { ChannelDetail } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'

type Props = {
  stored: ChannelDetail | null
  mayWrite: boolean
  adopt: (channel: ChannelDetail) => void
}

/** Made, changed and given up at once, beside the form: a secret is never part of what is saved. */
export function IdentitySecret({ stored, mayWrite, adopt }: Props) {
  const t = useTranslations('channels.secret')
  const act = useSecretActs(stored, adopt)
  const count = stored?.identity.secrets ?? 0
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {t('title')}
      </Text>
      <Text size="sm" c="dimmed" component="div">
        {stored ? t('state', { count }) : t('saveFirst')}{' '}
        {stored?.identity.rotatedAt && <When at={stored.identity.rotatedAt} />}
      </Text>
      {stored && mayWrite && (
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-sm"
            leftSection={count === 0 ? <IconKey size={14} /> : <IconRefresh size={14} />}
            loading={act.pending}
            onClick={() => void act.rotate()}
          >
            {t(count === 0 ? 'make' : 'rotate')}
          </Button>
          {count === 2 && (
            <Button variant="default" size="compact-sm" onClick={() => void act.retire('old')}>
              {t('retireOld')}
            </Button>
          )}
          {count > 0 && (
            <Button variant="subtle" color="red" size="compact-sm" onClick={() => void act.retire('all')}>
              {t('retireAll')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  )
}

function useSecretActs(stored: ChannelDetail | null, adopt: (channel: ChannelDetail) => void) {
  const t = useTranslations('channels.secret')
  const client = useTRPCClient()
  const showSecret = useShowSecret()
  const confirm = useConfirm()
  const refresh = useRefreshChannels()
  const text = useFailureText()
  const doing = useMutation({
    mutationFn: async (work: (channel: ChannelDetail) => Promise<unknown>) => {
      if (!stored) return
      await work(stored)
      adopt(await client.channels.getChannel.query({ id: stored.id }))
      await refresh()
    },
    onError: (error) => notifications.show({ color: 'red', message: text(error) }),
  })

  async function rotate(): Promise<void> {
    const count = stored?.identity.secrets ?? 0
    const body = t(count === 2 ? 'rotateThird' : 'rotateBody')
    if (count > 0 && !(await confirm({ title: t('rotateTitle'), body, confirm: t('rotate') }))) return
    doing.mutate(async ({ id, version }) => {
      const { secret } = await client.channels.rotateIdentity.mutate({ id, version })
      showSecret(t('shownTitle'), secret, t('how'))
    })
  }

  async function retire(what: 'old' | 'all'): Promise<void> {
    const question = {
      title: t(what === 'old' ? 'retireOld' : 'retireAll'),
      body: t(what === 'old' ? 'retireOldBody' : 'retireAllBody'),
      confirm: t('retire'),
      danger: true,
    }
    if (!(await confirm(question))) return
    doing.mutate(({ id, version }) => client.channels.retireIdentity.mutate({ id, version, what }))
  }

  return { rotate, retire, pending: doing.isPending }
}
