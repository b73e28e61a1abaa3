'use client'

import { Button, Group, Skeleton, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useId, useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { ReportInput, Timeline, TimelineAgent } from '@/server/modules/insights/contract'
import shared from '../shared/shared.module.css'
import { useMetricText } from '../shared/use-metric-text'
import { useReasonText } from '../shared/use-reason-text'
import panels from './panels.module.css'
import { isDate } from './period-presets'
import { hourMarks, placeOf, sumOf } from './prepare-timeline'
import classes from './reports.module.css'

const pageSize = 25

/** One day of each agent: the plan as a line, the status on record as a band over it. */
export function TimelinePanel({ input, today }: { input: ReportInput; today: string }) {
  const t = useTranslations('insights.reports.timeline')
  const trpc = useTRPC()
  const id = useId()
  const [chosen, setChosen] = useQueryState('day', parseAsString)
  const [offset, setOffset] = useState(0)
  const last = input.to < today ? input.to : today
  const day = chosen && isDate(chosen) ? chosen : last
  const { groupBy: _g, compare: _c, metrics: _m, ...period } = input
  const asked = { ...period, from: day, to: day, offset, limit: pageSize }
  const found = useQuery(trpc.insights.timeline.queryOptions(asked, { placeholderData: keepPreviousData }))
  const total = found.data?.total ?? 0
  return (
    <section className={shared.chartFrame} aria-labelledby={id}>
      <header className={shared.chartHead}>
        <h2 id={id}>{t('title')}</h2>
        <ul className={shared.legend} aria-hidden>
          {(['online', 'busy', 'plan', 'leave'] as const).map((kind) => (
            <li key={kind}>
              <i className={panels.span} data-kind={kind} />
              {kind === 'leave' ? t('planned.leave') : t(`legend.${kind}`)}
            </li>
          ))}
        </ul>
        <TextInput
          type="date"
          aria-label={t('day')}
          value={day}
          max={today}
          onChange={(event) => {
            setOffset(0)
            void setChosen(event.currentTarget.value || null)
          }}
        />
      </header>
      {found.isError ? (
        <FailedState error={found.error} retry={() => void found.refetch()} />
      ) : found.data ? (
        <Days timeline={found.data} timeZone={input.timeZone} />
      ) : (
        <Late>
          <Skeleton height={200} />
        </Late>
      )}
      {total > pageSize && (
        <Group justify="flex-end" gap="xs" mt="sm">
          <Button variant="default" disabled={offset === 0} onClick={() => setOffset(offset - pageSize)}>
            {t('before')}
          </Button>
          <Button
            variant="default"
            disabled={offset + pageSize >= total}
            onClick={() => setOffset(offset + pageSize)}
          >
            {t('after')}
          </Button>
        </Group>
      )}
    </section>
  )
}

function Days({ timeline, timeZone }: { timeline: Timeline; timeZone: string }) {
  const t = useTranslations('insights.reports.timeline')
  const format = useFormatter()
  const text = useMetricText()
  if (timeline.agents.length === 0) return <p className={classes.quiet}>{t('none')}</p>
  const marks = hourMarks(timeline)
  const clock = (at: number) =>
    format.dateTime(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: no group of fields
    <div role="group" className={panels.timelineFrame} tabIndex={0} aria-label={t('title')}>
      <table className={panels.timeline}>
        <thead>
          <tr>
            <th scope="col">{t('agent')}</th>
            <th scope="col">
              <span className={panels.marks}>
                {marks.map(({ at, left }) => (
                  <span key={at} style={{ left: `${left}%` }}>
                    {clock(at)}
                  </span>
                ))}
              </span>
            </th>
            <th scope="col">{t('online')}</th>
            <th scope="col">{t('busy')}</th>
          </tr>
        </thead>
        <tbody>
          {timeline.agents.map((agent) => (
            <tr key={agent.id}>
              <th scope="row">{agent.name}</th>
              <td>
                <Band agent={agent} timeline={timeline} clock={clock} />
              </td>
              <td>{text.metric('online_time', sumOf(agent.spans, 'online') + sumOf(agent.spans, 'busy'))}</td>
              <td>{text.metric('busy_time', sumOf(agent.spans, 'busy'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type BandProps = { agent: TimelineAgent; timeline: Timeline; clock: (at: number) => string }

function Band({ agent, timeline, clock }: BandProps) {
  const t = useTranslations('insights.reports.timeline')
  const reason = useReasonText()
  const words = agent.spans.map(({ status, reason: why, from, until }) =>
    t('span', {
      status: t(`legend.${status}`),
      reason: reason(why) ?? '',
      from: clock(from),
      until: clock(until),
    }),
  )
  return (
    <div role="img" aria-label={words.join(', ') || t('noRecord')} className={panels.band}>
      {agent.plan.map((one) => (
        <i
          key={`${one.kind}-${one.from}`}
          className={panels.span}
          data-kind={one.kind === 'shift' ? 'plan' : one.kind}
          style={placeOf(one, timeline)}
          title={t('plan', {
            kind: t(`planned.${one.kind}`),
            from: clock(one.from),
            until: clock(one.until),
          })}
        />
      ))}
      {agent.spans.map((span, index) => (
        <i
          key={`${span.status}-${span.from}-${span.until}`}
          className={panels.span}
          data-kind={span.status}
          style={placeOf(span, timeline)}
          title={words[index]}
        />
      ))}
    </div>
  )
}
