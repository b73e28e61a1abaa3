'use client'

import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { callApi } from '@/components/client/api'
import type { GuideState } from '@/server/modules/setup/contract'
import classes from './guide.module.css'
import type { StepProps } from './use-refresh'

/** The customer's window beside the workspace: a message goes in here and comes out there. */
export function TestStep({ guide }: StepProps) {
  const t = useTranslations('guide')
  const { channel, agents, isAgent } = guide
  const online = useMutation({
    mutationFn: () => callApi('/agent/status', { method: 'PUT', body: { status: 'online' } }),
  })
  if (!channel || agents === 0) return <Text>{t('testFirst')}</Text>
  const address = `/c/${channel.publicKey}`
  return (
    <Stack gap="sm">
      <Text>{isAgent ? t('testSelf') : t('testOther')}</Text>
      {isAgent && (
        <Group>
          <Button variant="default" loading={online.isPending} onClick={() => online.mutate()}>
            {t('goOnline')}
          </Button>
          {online.isSuccess && <Text c="dimmed">{t('online')}</Text>}
        </Group>
      )}
      <Text role="status" fw={600}>
        {t(`test.${stageOf(guide)}`)}
      </Text>
      <div className={classes.sides}>
        <iframe className={classes.frame} src={address} title={t('customerSide')} />
        {isAgent && <iframe className={classes.frame} src="/workspace" title={t('agentSide')} />}
      </div>
      <Group gap="md">
        <Anchor href={address} target="_blank" rel="noreferrer">
          {t('openWindow')}
        </Anchor>
        {isAgent && (
          <Anchor href="/workspace" target="_blank" rel="noreferrer">
            {t('openWorkspace')}
          </Anchor>
        )}
      </Group>
    </Stack>
  )
}

function stageOf({ test }: GuideState) {
  if (!test?.customerWrote) return 'nothing'
  if (test.answered) return 'answered'
  return test.taken
}
