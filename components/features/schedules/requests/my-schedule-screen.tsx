'use client'

import { ActionIcon, Button, Group, SegmentedControl, Skeleton, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useToday } from '@/components/client/today'
import { useTRPC } from '@/components/client/trpc'
import { filterOf } from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import {
  dayNumber,
  isoDay,
  type LeaveView,
  type MySchedule,
  type MyShift,
  mondayOf,
} from '@/server/modules/schedules/contract'
import { FeedSection } from './feed-section'
import { LeaveDialog } from './leave-dialog'
import { MyRequests } from './my-requests'
import classes from './my-schedule.module.css'
import { StatusBadge } from './status-badge'
import { SwapDialog } from './swap-dialog'
import { useRequestText } from './use-request-text'

const lengths = filterOf(['week', 'month'] as const)

/** One's own shifts and leave, what one has asked for, and the link for other calendars. */
export function MyScheduleScreen() {
  const t = useTranslations('mySchedule')
  const trpc = useTRPC()
  const [length, setLength] = useQueryState('length', lengths)
  const [from, setFrom] = useQueryState('from', parseAsString)
  const today = useToday()
  const [asking, ask] = useState(false)
  const days = length === 'month' ? 28 : 7
  const asked = from && /^\d{4}-\d\d-\d\d$/.test(from) ? dayNumber(from) : Number.NaN
  const first = mondayOf(Number.isNaN(asked) ? dayNumber(today) : asked)
  const mine = useQuery(
    trpc.schedules.mySchedule.queryOptions(
      { from: isoDay(first), days },
      { placeholderData: keepPreviousData, refetchInterval: 60_000 },
    ),
  )
  const go = (by: number) => void setFrom(isoDay(first + by * days))
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={<Button onClick={() => ask(true)}>{t('askLeave')}</Button>}
    >
      {mine.data && <Next schedule={mine.data} />}
      <div className={classes.columns}>
        <div>
          <Period
            {...{ first, days, go, length: length ?? 'week' }}
            setLength={(next) => void setLength(next === 'month' ? next : null)}
            toToday={() => void setFrom(null)}
          />
          {mine.data ? (
            <Days schedule={mine.data} first={first} days={days} />
          ) : mine.isError ? (
            <FailedState error={mine.error} retry={() => void mine.refetch()} />
          ) : (
            <Late>
              <Skeleton h={240} />
            </Late>
          )}
        </div>
        <div>
          <MyRequests />
          <FeedSection />
        </div>
      </div>
      {asking && <LeaveDialog whose="own" today={mine.data?.today ?? today} onClose={() => ask(false)} />}
    </Page>
  )
}

function Next({ schedule: { next, timeZone } }: { schedule: MySchedule }) {
  const t = useTranslations('mySchedule')
  const words = useRequestText()
  return (
    <div className={classes.next}>
      <Text c="dimmed">{t('next')}</Text>
      <Text fw={600}>
        {next
          ? t('shift', {
              day: words.dayOf(next.startsAt, timeZone),
              from: words.clock(next.startsAt, timeZone),
              until: words.clock(next.endsAt, timeZone),
            })
          : t('noNext')}
      </Text>
    </div>
  )
}

type PeriodProps = {
  first: number
  days: number
  length: 'week' | 'month'
  setLength: (length: string) => void
  go: (by: number) => void
  toToday: () => void
}

function Period({ first, days, length, setLength, go, toToday }: PeriodProps) {
  const t = useTranslations('mySchedule')
  const words = useRequestText()
  return (
    <Group gap="xs" mb="sm">
      <ActionIcon variant="default" size="lg" aria-label={t('earlier')} onClick={() => go(-1)}>
        <IconChevronLeft size={18} />
      </ActionIcon>
      <ActionIcon variant="default" size="lg" aria-label={t('later')} onClick={() => go(1)}>
        <IconChevronRight size={18} />
      </ActionIcon>
      <Button variant="default" onClick={toToday}>
        {t('today')}
      </Button>
      <Text fw={600} aria-live="polite">
        {t('period', { from: words.day(isoDay(first)), until: words.day(isoDay(first + days - 1)) })}
      </Text>
      <SegmentedControl
        ms="auto"
        aria-label={t('length')}
        value={length}
        onChange={setLength}
        data={[
          { value: 'week', label: t('week') },
          { value: 'month', label: t('month') },
        ]}
      />
    </Group>
  )
}

function Days({ schedule, first, days }: { schedule: MySchedule; first: number; days: number }) {
  const t = useTranslations('mySchedule')
  const { timeZone, shifts, leaves } = schedule
  const dayOf = (at: string) => new Date(at).toLocaleDateString('sv-SE', { timeZone })
  const list = Array.from({ length: days }, (_, index) => isoDay(first + index))
  const rows = list.map((day) => ({
    day,
    shifts: shifts.filter(({ startsAt }) => dayOf(startsAt) === day),
    leaves: leaves.filter(
      (leave) =>
        dayOf(leave.startsAt) <= day && dayOf(new Date(Date.parse(leave.endsAt) - 1).toISOString()) >= day,
    ),
  }))
  return (
    <ol className={classes.list} aria-label={t('title')}>
      {rows.map((row) => (
        <Day key={row.day} {...row} today={row.day === schedule.today} timeZone={timeZone} />
      ))}
    </ol>
  )
}

type DayProps = { day: string; shifts: MyShift[]; leaves: LeaveView[]; today: boolean; timeZone: string }

function Day({ day, shifts, leaves, today: isToday, timeZone }: DayProps) {
  const t = useTranslations('mySchedule')
  const kinds = useTranslations('requests')
  const words = useRequestText()
  return (
    <li
      className={classes.item}
      data-today={isToday || undefined}
      aria-current={isToday ? 'date' : undefined}
    >
      <span className={classes.day}>{words.day(day)}</span>
      <div className={classes.what}>
        {shifts.map((shift) => (
          <Shift key={shift.startsAt} shift={shift} timeZone={timeZone} />
        ))}
        {leaves.map((leave) => (
          <span key={leave.id}>
            {kinds(`kind.${leave.kind}`)}{' '}
            {leave.times.kind === 'hours' && <span>{words.times(leave.times)} </span>}
            <StatusBadge type="leave" status={leave.status} />
          </span>
        ))}
        {shifts.length + leaves.length === 0 && <span className={classes.quiet}>{t('free')}</span>}
      </div>
    </li>
  )
}

function Shift({ shift, timeZone }: { shift: MyShift; timeZone: string }) {
  const t = useTranslations('mySchedule')
  const words = useRequestText()
  const [offering, offer] = useState(false)
  const span = (one: { startsAt: string; endsAt: string }) =>
    t('hours', { from: words.clock(one.startsAt, timeZone), until: words.clock(one.endsAt, timeZone) })
  const { entryId, breaks, mates, moreMates, note, name } = shift
  const said = t('shift', {
    ...{ day: words.dayOf(shift.startsAt, timeZone), from: words.clock(shift.startsAt, timeZone) },
    until: words.clock(shift.endsAt, timeZone),
  })
  const ahead = Date.parse(shift.startsAt) > Date.now()
  return (
    <div className={classes.shift}>
      <div className={classes.what}>
        <span>
          {span(shift)} {name && <span className={classes.quiet}>{name}</span>}
        </span>
        {breaks.length > 0 && (
          <span className={classes.quiet}>{t('breaks', { spans: breaks.map(span).join(', ') })}</span>
        )}
        {note && <span className={classes.quiet}>{note}</span>}
        {mates.length > 0 && (
          <span className={classes.quiet}>
            {t('mates', { names: mates.join(t('comma')), more: moreMates })}
          </span>
        )}
      </div>
      {entryId && ahead && (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t('swapOf', { shift: said })}
          onClick={() => offer(true)}
        >
          {t('swap')}
        </Button>
      )}
      {offering && entryId && <SwapDialog entryId={entryId} shift={said} onClose={() => offer(false)} />}
    </div>
  )
}
