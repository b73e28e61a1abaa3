'use client'

import { SegmentedControl, Skeleton } from '@mantine/core'
import { IconSunrise } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { useState } from 'react'
import { useNow } from '@/components/client/now'
import { useTRPC } from '@/components/client/trpc'
import { filterOf } from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { StateMessage } from '@/components/patterns/states/state-message'
import type { MyDay, OwnMetric } from '@/server/modules/insights/contract'
import { Comments } from './comments'
import classes from './my-day.module.css'
import { NowStrip } from './now-strip'
import { OwnRows } from './own-rows'
import { ownParts, prepareOwn } from './prepare-own'
import { ValueCard } from './value-card'

const spans = ['today', 'week'] as const
const spanFilter = filterOf(spans).withDefault('today')

/** One's own work, now and so far, beside one's own past; nobody else's is in it. */
export function MyDayScreen() {
  const t = useTranslations('insights.myDay')
  const trpc = useTRPC()
  const [span, setSpan] = useQueryState('span', spanFilter)
  const day = useQuery(trpc.insights.myDay.queryOptions(undefined, { refetchInterval: 60_000 }))
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <SegmentedControl
          value={span}
          onChange={(value) => void setSpan(spans.find((one) => one === value) ?? null)}
          aria-label={t('span')}
          data={spans.map((value) => ({ value, label: value === 'today' ? t('today') : t('week') }))}
        />
      }
    >
      <Now />
      {day.data ? (
        <Results day={day.data} span={span} />
      ) : day.isError ? (
        <FailedState error={day.error} retry={() => void day.refetch()} />
      ) : (
        <Late>
          <Skeleton height={280} />
        </Late>
      )}
    </Page>
  )
}

function Now() {
  const trpc = useTRPC()
  const now = useNow()
  const own = useQuery(trpc.insights.myNow.queryOptions(undefined, { refetchInterval: 2_000, retry: false }))
  return own.data ? <NowStrip own={own.data} now={Math.max(now, own.data.at)} /> : null
}

function Results({ day, span }: { day: MyDay; span: 'today' | 'week' }) {
  const t = useTranslations('insights.myDay')
  const [opened, open] = useState<OwnMetric | null>(null)
  const own = day[span]
  const { cards, empty } = prepareOwn(own)
  if (empty) return <StateMessage icon={IconSunrise} title={t('newTitle')} hint={t('newHint')} />
  return (
    <>
      <p className={classes.compared}>
        {own.usualWeeks === 0 ? t('noPast') : t(`compared.${span}`, { weeks: own.usualWeeks })}
      </p>
      {ownParts.map(({ part, keys }) => (
        <section key={part} aria-label={t(`part.${part}`)}>
          <h2 className={classes.part}>{t(`part.${part}`)}</h2>
          <div className={classes.cards}>
            {keys.map((key) => (
              <ValueCard key={key} card={cards[key]} onOpen={() => open(key)} />
            ))}
          </div>
        </section>
      ))}
      <Comments comments={day.comments} />
      {opened && <OwnRows metric={opened} span={span} timeZone={day.timeZone} onClose={() => open(null)} />}
    </>
  )
}
