'use client'

import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconInfoCircle, IconRefresh } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { Copy } from '@/components/patterns/copy/copy'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { ChannelDetail } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'

type Props = { stored: ChannelDetail; mayWrite: boolean; adopt: (channel: ChannelDetail) => void }

/** What a page names the channel by; changed beside the form, with the one before it still served. */
export function PublicKey({ stored, mayWrite, adopt }: Props) {
  const t = useTranslations('channels')
  const act = useKeyActs(stored, adopt)
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {t('key')}
      </Text>
      <Group gap={6}>
        <Code>{stored.publicKey}</Code>
        <Copy value={stored.publicKey} label={t('copyKey')} />
        {mayWrite && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconRefresh size={14} />}
            loading={act.pending}
            onClick={() => void act.rotate()}
          >
            {t('keys.rotate')}
          </Button>
        )}
      </Group>
      {stored.publicKeyOld && (
        <Alert color="amber" icon={<IconInfoCircle size={18} />} p="xs">
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{t('keys.both', { old: stored.publicKeyOld })}</Text>
            {mayWrite && (
              <Button variant="default" size="compact-sm" onClick={() => void act.retire()}>
                {t('keys.retire')}
              </Button>
            )}
          </Stack>
        </Alert>
      )}
    </Stack>
  )
}

function useKeyActs(stored: ChannelDetail, adopt: (channel: ChannelDetail) => void) {
  const keys = useTranslations('channels.keys')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const refresh = useRefreshChannels()
  const text = useFailureText()
  const { id, version } = stored
  const doing = useMutation({
    mutationFn: async (work: () => Promise<unknown>) => {
      await work()
      adopt(await client.channels.getChannel.query({ id }))
      await refresh()
    },
    onError: (error) => notifications.show({ color: 'red', message: text(error) }),
  })

  async function rotate(): Promise<void> {
    const body = keys(stored.publicKeyOld ? 'rotateThird' : 'rotateBody')
    if (!(await confirm({ title: keys('rotateTitle'), body, confirm: keys('rotate') }))) return
    doing.mutate(() => client.channels.rotateKey.mutate({ id, version }))
  }

  async function retire(): Promise<void> {
    const question = {
      title: keys('retire'),
      body: keys('retireBody'),
      confirm: keys('retire'),
      danger: true,
    }
    if (await confirm(question)) doing.mutate(() => client.channels.retireKey.mutate({ id, version }))
  }
  return { rotate, retire, pending: doing.isPending }
}
