'use client'

import { Alert, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { SystemHealth } from '@/server/modules/operations/contract'
import { DatabasePart } from './database-part'
import { Findings } from './findings'
import { DiskPart, OutboxPart, StreamsPart, TimersPart, WakeUpsPart } from './flow-parts'
import { JobsPart } from './jobs-part'
import { ProcessesPart } from './processes-part'
import { StateBadge } from './state-badge'
import classes from './system.module.css'
import { useAmounts } from './use-amounts'

const EVERY_MS = 5_000

/** How the installation does, part by part, and what to do about what is not well. */
export function SystemScreen() {
  const t = useTranslations('system')
  const health = useQuery(
    useTRPC().operations.getHealth.queryOptions(undefined, { refetchInterval: EVERY_MS }),
  )
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      {health.data ? (
        <Whole health={health.data} stale={health.isError} />
      ) : health.isError ? (
        <FailedState error={health.error} retry={() => void health.refetch()} />
      ) : (
        <Late>
          <Skeleton height={320} />
        </Late>
      )}
    </Page>
  )
}

function Whole({ health, stale }: { health: SystemHealth; stale: boolean }) {
  const t = useTranslations('system')
  const { clock } = useAmounts(health.at)
  return (
    <Stack gap="lg" pb="xl">
      <Group gap="sm">
        <StateBadge state={health.state} />
        <Text fw={600} role="status">
          {t(`whole.${health.state}`)}
        </Text>
        <Text size="sm" c="dimmed">
          {t('asOf', { time: clock(health.at) })}
        </Text>
      </Group>
      {stale && (
        <Alert color="amber" icon={<IconPlugConnectedX size={18} />} role="alert">
          {t('stale')}
        </Alert>
      )}
      <Findings findings={health.findings} />
      <div className={classes.parts}>
        <DatabasePart health={health} />
        <StreamsPart health={health} />
        <TimersPart health={health} />
        <WakeUpsPart health={health} />
        <OutboxPart health={health} />
        <DiskPart health={health} />
      </div>
      <ProcessesPart health={health} />
      <JobsPart health={health} />
    </Stack>
  )
}
