'use client'

import { Group, Progress, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import type { describeGroup, Effect, Share } from './effect'

/** What saving changes now, and for whom. */
export function GroupEffect({ described }: { described: ReturnType<typeof describeGroup> }) {
  const t = useTranslations('groups')
  const { shares, places, placesBefore, effects } = described
  const most = [...shares].sort((a, b) => b.share - a.share)
  return (
    <Stack gap="md" aria-live="polite">
      <Title order={3}>{t('effect.title')}</Title>
      {effects.map((effect) => (
        <EffectLine key={JSON.stringify(effect)} effect={effect} />
      ))}
      <div>
        <Text size="sm" c="dimmed">
          {t('effect.places')}
        </Text>
        <Text size="xl" fw={600}>
          {placesBefore !== null && placesBefore !== places && (
            <Text span c="dimmed" inherit>
              {placesBefore} →{' '}
            </Text>
          )}
          {places}
        </Text>
      </div>
      {shares.length > 0 && (
        <div>
          <Text size="sm" c="dimmed" mb={8}>
            {t('effect.shares')}
          </Text>
          <Stack gap="xs">
            {most.map((share) => (
              <ShareBar key={share.agentId} share={share} />
            ))}
          </Stack>
        </div>
      )}
    </Stack>
  )
}

function ShareBar({ share }: { share: Share }) {
  const format = useFormatter()
  const t = useTranslations('groups')
  const percent = (value: number) => format.number(value, { style: 'percent', maximumFractionDigits: 1 })
  const changed = share.before === null || Math.abs(share.before - share.share) > 0.0005
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" truncate>
          {share.name}
        </Text>
        <Text size="sm" fw={changed ? 600 : 400} style={{ whiteSpace: 'nowrap' }}>
          {changed && share.before !== null && `${percent(share.before)} → `}
          {percent(share.share)}
        </Text>
      </Group>
      <Progress
        value={share.share * 100}
        size={4}
        color={changed ? 'blue' : 'gray'}
        aria-label={t('effect.shareOf', { name: share.name })}
      />
    </div>
  )
}

function EffectLine({ effect }: { effect: Effect }) {
  const text = useEffectText(effect)
  const late = effect.kind === 'warning' || effect.kind === 'no_overflow'
  const Picture = late ? IconAlertTriangle : IconInfoCircle
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" role={late ? 'alert' : undefined}>
      <Picture
        size={16}
        color={late ? 'var(--swy-text-late)' : 'var(--swy-text-quiet)'}
        style={{ flex: 'none', marginTop: 2 }}
        aria-hidden
      />
      <Text size="sm">{text}</Text>
    </Group>
  )
}

function useEffectText(effect: Effect): string {
  const t = useTranslations('groups')
  const format = useFormatter()
  const trpc = useTRPC()
  const groups = useQuery(trpc.workforce.listGroupNames.queryOptions())
  switch (effect.kind) {
    case 'warning':
      return t(`warning.${effect.warning}`)
    case 'levels':
      return t('effect.levels', { first: format.list(effect.first), later: format.list(effect.later) })
    case 'paused_overflow':
      return t('effect.pausedOverflow', {
        group: groups.data?.find((group) => group.id === effect.groupId)?.name ?? '…',
      })
    case 'paused_messages':
      return t('effect.pausedMessages')
    case 'customer_chooses': {
      const name = groups.data?.find((group) => group.id === effect.groupId)?.name
      return name ? t('effect.choosesWithGroup', { group: name }) : t('effect.chooses')
    }
    case 'no_overflow':
      return t('effect.noOverflow', { seconds: effect.seconds })
    case 'limit_elsewhere':
      return t('effect.limitElsewhere', effect)
    case 'holds_more':
      return t('effect.holdsMore', effect)
    case 'leaves_holding':
      return t('effect.leavesHolding', effect)
  }
}
