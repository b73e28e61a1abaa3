'use client'

import { Anchor, Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { type GuideState, type GuideStep, guideSteps } from '@/server/modules/setup/contract'
import { AgentStep } from './agent-step'
import { ChannelStep } from './channel-step'
import { DemoSection } from './demo-section'
import { GroupStep } from './group-step'
import { OrganizationStep } from './organization-step'
import { StepCard } from './step-card'
import { TestStep } from './test-step'

/** Leads an empty installation to its first answered chat; what is done it reads off what stands. */
export function GuideScreen() {
  const t = useTranslations('guide')
  const trpc = useTRPC()
  const guide = useQuery(trpc.setup.getGuide.queryOptions(undefined, { refetchInterval: 2_000 }))
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      {guide.data ? (
        <Stack gap="lg" pb="xl" maw={1100}>
          <DemoSection there={guide.data.demo} />
          {!guide.data.demo && <Steps guide={guide.data} />}
        </Stack>
      ) : guide.isError ? (
        <FailedState error={guide.error} retry={() => void guide.refetch()} />
      ) : (
        <Late>
          <Skeleton height={320} />
        </Late>
      )}
    </Page>
  )
}

const bodies = {
  organization: OrganizationStep,
  group: GroupStep,
  channel: ChannelStep,
  agent: AgentStep,
  test: TestStep,
} as const

function Steps({ guide }: { guide: GuideState }) {
  const t = useTranslations('guide')
  const leave = useLeave(guide)
  const [opened, setOpened] = useState<GuideStep | 'none' | null>(null)
  const [tested, setTested] = useState(false)
  const { done, skipped } = guide
  const next = guideSteps.find((step) => !done[step] && !skipped.includes(step)) ?? null
  // The answer is to be seen where it arrives: the test stays open when it has become true.
  if (next === 'test' && !tested) setTested(true)
  const open = opened ?? next ?? (tested ? 'test' : null)
  const count = guideSteps.filter((step) => done[step]).length
  return (
    <>
      <div>
        <Text mb={6} role="status">
          {t('progress', { done: count, all: guideSteps.length })}
        </Text>
        <Progress value={(count / guideSteps.length) * 100} aria-label={t('title')} />
      </div>
      {guideSteps.map((step, index) => {
        const Body = bodies[step]
        return (
          <StepCard
            key={step}
            number={index + 1}
            title={t(`step.${step}`)}
            hint={t(`hint.${step}`)}
            state={done[step] ? 'done' : skipped.includes(step) ? 'skipped' : 'open'}
            opened={open === step}
            onOpen={() => setOpened(open === step ? 'none' : step)}
            onSkip={() => {
              setOpened(null)
              leave({ skipped: [...skipped, step] })
            }}
            onResume={() => {
              setOpened(step)
              leave({ skipped: skipped.filter((other) => other !== step) })
            }}
          >
            <Body guide={guide} onDone={() => setOpened(null)} />
          </StepCard>
        )
      })}
      {next === null && <Finished />}
      <Group>
        <Button variant="subtle" onClick={() => leave({ dismissed: !guide.dismissed })}>
          {guide.dismissed ? t('showAgain') : t('dismiss')}
        </Button>
        {guide.dismissed && <Text c="dimmed">{t('dismissed')}</Text>}
      </Group>
    </>
  )
}

function useLeave(guide: GuideState) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const leave = useMutation(
    trpc.setup.leaveGuide.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.setup.getGuide.queryFilter()),
    }),
  )
  const { skipped, dismissed } = guide
  return (change: Partial<Pick<GuideState, 'skipped' | 'dismissed'>>) =>
    leave.mutate({ skipped, dismissed, ...change })
}

const places = ['groups', 'channels', 'routing', 'hours', 'quickReplies', 'alarms'] as const
const hrefs = {
  groups: '/admin/groups',
  channels: '/admin/channels',
  routing: '/admin/routing',
  hours: '/admin/hours',
  quickReplies: '/admin/quick-replies',
  alarms: '/admin/alarms',
}

function Finished() {
  const t = useTranslations('guide')
  return (
    <section>
      <Text fw={600}>{t('finished')}</Text>
      <Text mb="xs">{t('whatNext')}</Text>
      <Stack gap={4}>
        {places.map((place) => (
          <Anchor key={place} component={Link} href={hrefs[place]}>
            {t(`next.${place}`)}
          </Anchor>
        ))}
      </Stack>
    </section>
  )
}
