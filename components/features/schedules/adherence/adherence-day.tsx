'use client'

import { Drawer, Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { useReasonText } from '@/components/features/insights/shared/use-reason-text'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { AdherenceDay } from '@/server/modules/schedules/contract'
import classes from './adherence.module.css'

type Props = { agentId: string; day: string }

export function AdherenceDayDrawer({ agentId, day, onClose }: Props & { onClose: () => void }) {
  const t = useTranslations('adherence')
  const format = useFormatter()
  const date = format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: 'full', timeZone: 'UTC' })
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={520}
      title={t('dayTitle', { day: date })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <AdherenceOfDay agentId={agentId} day={day} named />
    </Drawer>
  )
}

/** Plan over actual of one day of the organisation, with what was out of it and why. */
export function AdherenceOfDay({ agentId, day, named = false }: Props & { named?: boolean }) {
  const t = useTranslations('adherence')
  const trpc = useTRPC()
  const found = useQuery(trpc.schedules.adherenceDay.queryOptions({ agentId, day }, { staleTime: 15_000 }))
  if (found.isError && !found.data)
    return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!found.data)
    return (
      <Late>
        <Skeleton h={80} />
      </Late>
    )
  return (
    <section aria-label={t('title')}>
      {named && <Title order={2}>{found.data.name}</Title>}
      {found.data.plan.length === 0 ? <Text c="dimmed">{t('noPlan')}</Text> : <Day day={found.data} />}
    </section>
  )
}

function Day({ day }: { day: AdherenceDay }) {
  const t = useTranslations('adherence')
  const format = useFormatter()
  const words = useWords()
  const [from, until] = [Date.parse(day.from), Date.parse(day.until)]
  const place = (one: { from: string; until: string }) => {
    const left = (Date.parse(one.from) - from) / (until - from)
    const right = (Date.parse(one.until) - from) / (until - from)
    return { left: `${left * 100}%`, width: `${(right - left) * 100}%` }
  }
  const share = day.scheduledMs === 0 ? null : day.inMs / day.scheduledMs
  return (
    <>
      <Text fw={600} mb="xs">
        {share === null
          ? t('notYet')
          : t('share', {
              percent: format.number(share, { style: 'percent' }),
              scheduled: words.length(day.scheduledMs),
            })}
      </Text>
      <div className={classes.rows} aria-hidden>
        <span>{t('plan')}</span>
        <div className={classes.bar}>
          {day.plan.map((one) => (
            <i key={`${one.kind}-${one.from}`} data-kind={one.kind} style={place(one)} />
          ))}
        </div>
        <span>{t('actual')}</span>
        <div className={classes.bar}>
          {day.stretches.map((one) => (
            <i key={one.from} data-status={one.status} style={place(one)} />
          ))}
        </div>
        <span>{t('outside')}</span>
        <div className={classes.bar}>
          {day.stretches
            .filter(({ inAdherence }) => !inAdherence)
            .map((one) => (
              <i key={one.from} data-out style={place(one)} />
            ))}
        </div>
      </div>
      <Lists day={day} />
    </>
  )
}

function Lists({ day }: { day: AdherenceDay }) {
  const t = useTranslations('adherence')
  const words = useWords()
  const format = useFormatter()
  const clock = (at: string) =>
    format.dateTime(new Date(at), {
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: day.timeZone },
    })
  return (
    <>
      <ul className={classes.list} aria-label={t('blocks')}>
        {day.blocks.map((block) => (
          <li key={block.from}>
            <span>{t('block', { from: clock(block.from), until: clock(block.until) })}</span>
            <span>{words.block(block)}</span>
          </li>
        ))}
      </ul>
      {day.out.length > 0 && (
        <ul className={classes.list} aria-label={t('reasons')}>
          {day.out.map((one) => (
            <li key={`${one.planned}-${one.status}-${one.source}-${one.reason}`}>
              <span>{words.out(one)}</span>
              <span>{words.length(one.ms)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function useWords() {
  const t = useTranslations('adherence')
  const reasonText = useReasonText()
  const length = (ms: number) => {
    const minutes = Math.round(ms / 60_000)
    return t('duration', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  }
  return {
    length,
    block: ({ absent, lateMs, earlyMs }: AdherenceDay['blocks'][number]) => {
      if (absent) return t('wasAbsent')
      const said = [
        lateMs >= 60_000 ? t('wasLate', { length: length(lateMs) }) : '',
        earlyMs >= 60_000 ? t('wasEarly', { length: length(earlyMs) }) : '',
      ].filter(Boolean)
      return said.length > 0 ? said.join(' · ') : t('onTime')
    },
    out: ({ planned, status, source, reason }: AdherenceDay['out'][number]) =>
      t('instead', {
        planned: t(`planned.${planned}`),
        status: t(`status.${status}`),
        why: [reasonText(reason), source ? t(`source.${source}`) : t('source.none')]
          .filter(Boolean)
          .join(' · '),
      }),
  }
}
