'use client'

import { Alert, Badge, Button, Code, Group, Stack, Table, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { Copy } from '@/components/patterns/copy/copy'
import { When } from '@/components/patterns/time/when'
import type { ImHealth } from '@/server/modules/im/contract'
import { TryConnection } from './try-connection'

type Props = { channelId: string; connected: boolean; callback: string; onDeliveries: () => void }

/** Beside the form: where the IM delivers to, how it goes, and a message to try it. */
export function ConnectionHealth({ channelId, connected, callback, onDeliveries }: Props) {
  const t = useTranslations('im.health')
  const health = useQuery(
    useTRPC().im.health.queryOptions({ channelId }, { enabled: connected, refetchInterval: 5_000 }),
  )
  return (
    <Stack gap="lg">
      <Stack gap={6}>
        <Text fw={600}>{t('callback')}</Text>
        <Text size="sm" c="dimmed">
          {t('callbackHint')}
        </Text>
        <Group gap={6} wrap="nowrap">
          <Code style={{ overflowWrap: 'anywhere' }}>{callback}</Code>
          <Copy value={callback} label={t('copy')} />
        </Group>
      </Stack>
      {connected ? (
        <>
          {health.data && <Figures health={health.data} onDeliveries={onDeliveries} />}
          <TryConnection channelId={channelId} />
        </>
      ) : (
        <Text c="dimmed">{t('notYet')}</Text>
      )}
    </Stack>
  )
}

const colors = { off: 'gray', on: 'green', failing: 'red' } as const

function Figures({ health, onDeliveries }: { health: ImHealth; onDeliveries: () => void }) {
  const t = useTranslations('im.health')
  const format = useFormatter()
  const { refused } = health
  const rows = [
    [t('lastSent'), <When key="sent" at={health.lastSentAt} />],
    [t('lastReceived'), <When key="received" at={health.lastReceivedAt} />],
    [t('waitingOut'), format.number(health.waitingOut)],
    [t('waitingIn'), format.number(health.waitingIn)],
    [t('forged'), format.number(refused.forged)],
    [t('late'), format.number(refused.late)],
    [t('replayed'), format.number(refused.replayed)],
  ] as const
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text fw={600}>{t('title')}</Text>
        <Badge color={colors[health.state]}>{t(`state.${health.state}`)}</Badge>
      </Group>
      {health.givenUp > 0 && (
        <Alert color="amber" icon={<IconAlertTriangle size={18} />} p="xs">
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{t('givenUp', { count: health.givenUp })}</Text>
            <Button variant="default" size="compact-sm" onClick={onDeliveries}>
              {t('show')}
            </Button>
          </Stack>
        </Alert>
      )}
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Td>{name}</Table.Td>
              <Table.Td ta="end">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  )
}
