'use client'

import { Badge, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import type { RunView, ScheduleView } from '@/server/modules/insights/contract'

const colors = { waiting: 'blue', done: 'green', failed: 'red' } as const

/** The last times, and what became of each receiver. */
export function RunsDrawer({ schedule, onClose }: { schedule: ScheduleView; onClose: () => void }) {
  const t = useTranslations('insights.scheduled')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const runs = useQuery(trpc.insights.listRuns.queryOptions({ id: schedule.id }, { refetchInterval: 5_000 }))
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={t('runsOf', { name: schedule.name })}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      {runs.isError ? (
        <FailedState error={runs.error} retry={() => void runs.refetch()} />
      ) : runs.data ? (
        <Stack gap="md">
          {runs.data.length === 0 && <Text c="dimmed">{t('noRuns')}</Text>}
          {runs.data.map((run) => (
            <Run key={run.id} run={run} />
          ))}
        </Stack>
      ) : (
        <Late>
          <Skeleton h={160} />
        </Late>
      )}
    </Drawer>
  )
}

function Run({ run }: { run: RunView }) {
  const t = useTranslations('insights.scheduled')
  const errorText = useErrorText()
  return (
    <section>
      <Group gap="xs">
        <When at={run.dueAt} />
        <Badge color={colors[run.state]} variant="light">
          {t(`runState.${run.state}`)}
        </Badge>
        {run.byHand && <Badge variant="default">{t('byHand')}</Badge>}
      </Group>
      {run.error && run.receivers.every(({ error }) => error === null) && (
        <Text size="sm" c="var(--swy-text-failed)">
          {errorText(run.error)}
        </Text>
      )}
      <Stack gap={2} mt={4}>
        {run.receivers.map(({ receiver, state, error }) => (
          <Text key={receiver} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {receiver}: {t(`receiverState.${state}`)}
            {error && (
              <Text span c="dimmed">
                {' '}
                ({errorText(error)})
              </Text>
            )}
          </Text>
        ))}
      </Stack>
    </section>
  )
}

/** What we say ourselves is said in words; what a server answered stays as it was. */
export function useErrorText(): (error: string) => string {
  const t = useTranslations('insights.scheduled')
  return (error) => {
    const inside = /(\S+) is an address inside this network\.$/.exec(error)?.[1]
    if (inside) return t('error.inside', { host: inside })
    if (error.endsWith('There is no mail server.')) return t('error.no_mail_server')
    const known = (['maker_gone', 'maker_may_not', 'interrupted', 'invalid'] as const).find(
      (one) => one === error,
    )
    return known ? t(`error.${known}`) : error
  }
}
