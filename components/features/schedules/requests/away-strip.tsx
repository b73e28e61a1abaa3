'use client'

import { ActionIcon, Button, Group, Text, Title } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useToday } from '@/components/client/today'
import { useTRPC } from '@/components/client/trpc'
import {
  type AwayView,
  dayNumber,
  daysBetween,
  isoDay,
  type LeaveView,
  mondayOf,
  weekdayOf,
} from '@/server/modules/schedules/contract'
import classes from './away-strip.module.css'
import { useRequestText } from './use-request-text'

const DAYS = 14

/** Who is away when: two weeks, one line for each person. */
export function AwayStrip() {
  const t = useTranslations('requests')
  const trpc = useTRPC()
  const words = useRequestText()
  const today = dayNumber(useToday())
  const [first, setFirst] = useState(mondayOf(today))
  const away = useQuery(
    trpc.schedules.away.queryOptions(
      { from: isoDay(first), days: DAYS },
      { placeholderData: keepPreviousData },
    ),
  )
  const days = daysBetween(first, first + DAYS)
  return (
    <section aria-labelledby="away-title" className={classes.strip}>
      <Group gap="xs" mb="xs">
        <Title order={2} id="away-title" size="h4">
          {t('awayTitle')}
        </Title>
        <ActionIcon variant="default" aria-label={t('earlier')} onClick={() => setFirst(first - 7)}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t('later')} onClick={() => setFirst(first + 7)}>
          <IconChevronRight size={16} />
        </ActionIcon>
        <Button variant="default" size="compact-sm" onClick={() => setFirst(mondayOf(today))}>
          {t('today')}
        </Button>
        <Text aria-live="polite">
          {t('span', { from: words.day(isoDay(first)), until: words.day(isoDay(first + DAYS - 1)) })}
        </Text>
      </Group>
      {away.data && away.data.people.length === 0 ? (
        <Text c="dimmed">{t('nobodyAway')}</Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
        <section className={classes.scroll} tabIndex={0} aria-labelledby="away-title">
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('who')}</th>
                {days.map((day) => (
                  <th
                    key={day}
                    scope="col"
                    data-today={day === today || undefined}
                    data-weekend={weekdayOf(day) > 5 || undefined}
                  >
                    {words.day(isoDay(day))}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {away.data?.people.map((person) => (
                <Line key={person.agentId} person={person} days={days} zone={away.data.timeZone} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {away.data && away.data.more > 0 && <Text c="dimmed">{t('moreAway', { count: away.data.more })}</Text>}
    </section>
  )
}

type LineProps = { person: AwayView['people'][number]; days: number[]; zone: string }

function Line({ person, days, zone }: LineProps) {
  const t = useTranslations('requests')
  const local = (at: number) => dayNumber(new Date(at).toLocaleDateString('sv-SE', { timeZone: zone }))
  const on = (leave: LeaveView, day: number) =>
    local(Date.parse(leave.startsAt)) <= day && local(Date.parse(leave.endsAt) - 1) >= day
  return (
    <tr>
      <th scope="row">{person.name}</th>
      {days.map((day) => {
        const leave = person.leaves.find((one) => on(one, day))
        if (!leave) return <td key={day} data-weekend={weekdayOf(day) > 5 || undefined} />
        const asked = leave.status === 'requested'
        const said = t(asked ? 'askedFor' : 'isAway', { kind: t(`kind.${leave.kind}`) })
        return (
          <td key={day}>
            <span className={classes.mark} data-asked={asked || undefined} title={said}>
              {t(`short.${leave.kind}`)}
              {asked && '?'}
              <span className={classes.hidden}>{said}</span>
            </span>
          </td>
        )
      })}
    </tr>
  )
}
