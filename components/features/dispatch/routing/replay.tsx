'use client'

import { List, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { When } from '@/components/patterns/time/when'
import type { ReplayRuleInput, RuleReplay } from '@/server/modules/dispatch/contract'
import classes from './routing.module.css'

/** "Of the last 500 customers, who would have gone elsewhere?" Asks with every change, and changes nothing. */
export function Replay({ draft }: { draft: ReplayRuleInput }) {
  const t = useTranslations('routing.replay')
  const client = useTRPCClient()
  const [input] = useDebouncedValue(draft, 400)
  const replay = useQuery({
    // Below the module's own path, so that every change of routing asks anew.
    queryKey: [['dispatch', 'replayRule'], { input }],
    queryFn: () => client.dispatch.replayRule.mutate(input),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  return (
    <Stack gap="xs" component="section" aria-label={t('title')}>
      <Title order={2} size="h3">
        {t('title')}
      </Title>
      <div aria-live="polite" className={replay.isPlaceholderData ? classes.stale : undefined}>
        {replay.isError ? (
          <FailedState error={replay.error} retry={() => void replay.refetch()} />
        ) : replay.data ? (
          <Told replay={replay.data} />
        ) : (
          <Skeleton h={64} />
        )}
      </div>
    </Stack>
  )
}

function Told({ replay }: { replay: RuleReplay }) {
  const t = useTranslations('routing.replay')
  const { asked, moved, moves, reprioritised, taken, since } = replay
  if (asked === 0) return <Text c="dimmed">{t('nobody')}</Text>
  return (
    <>
      <Text fw={600}>{t('moved', { asked, moved })}</Text>
      {moves.length > 0 && (
        <List size="sm" my={4}>
          {moves.map(({ from, to, count }) => (
            <List.Item key={`${from} ${to}`}>{t('move', { from, to, count })}</List.Item>
          ))}
        </List>
      )}
      {reprioritised > 0 && <Text size="sm">{t('reprioritised', { count: reprioritised })}</Text>}
      <Text size="sm">{t('taken', taken)}</Text>
      <Text size="sm" c="dimmed" component="div">
        {t('hint')} {since && <When at={since} />}
      </Text>
    </>
  )
}
