'use client'

import { Alert, Button, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { Fragment, useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { type DayPreview, findOverlaps, serviceHours } from '@/server/modules/channels/contract'
import type { CalendarForm } from './form-values'
import classes from './hours.module.css'

/** The next fourteen days, by the rule that opens and closes; an unfinished form keeps the last answer. */
export function DaysPreview({ hours }: { hours: CalendarForm['hours'] }) {
  const t = useTranslations('hours')
  const trpc = useTRPC()
  const [from, setFrom] = useState<string | null>(null)
  const [settled] = useDebouncedValue(hours, 300)
  const read = serviceHours.safeParse(settled)
  const fine = read.success && findOverlaps(read.data).length === 0
  const preview = useQuery({
    ...trpc.channels.previewHours.queryOptions({
      hours: read.data ?? (settled as never),
      ...(from && { from }),
    }),
    enabled: fine,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const days = preview.data?.days ?? []
  const change = preview.data?.clocksChangeOn
  const format = useFormatter()
  const closed = days.length > 0 && days.every((day) => day.spans.length === 0)
  return (
    <Stack gap="sm" aria-live="polite">
      <Title order={3}>{from ? t('preview.titleFrom') : t('preview.title')}</Title>
      {(from || change) && (
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => setFrom(from ? null : (change ?? null))}
        >
          {from || !change
            ? t('preview.fromToday')
            : t('preview.toChange', {
                date: format.dateTime(new Date(`${change}T12:00:00Z`), {
                  dateStyle: 'medium',
                  timeZone: 'UTC',
                }),
              })}
        </Button>
      )}
      {closed && (
        <Alert color="amber" icon={<IconAlertTriangle size={18} />} p="xs">
          {t('preview.closed')}
        </Alert>
      )}
      <dl className={classes.days} aria-busy={!fine}>
        {days.map((day) => (
          <Day key={day.date} day={day} />
        ))}
      </dl>
      <Text size="sm" c="dimmed">
        {t('preview.zone', { zone: settled.timeZone })}
      </Text>
    </Stack>
  )
}

function Day({ day }: { day: DayPreview }) {
  const t = useTranslations('hours')
  const format = useFormatter()
  const date = format.dateTime(new Date(`${day.date}T12:00:00Z`), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
  const clock = day.clockChange
  return (
    <Fragment>
      <dt>{date}</dt>
      <dd>
        {day.spans.length === 0 ? t('closed') : day.spans.map(({ from, to }) => `${from}–${to}`).join(', ')}
        {day.exception !== null && (
          <span className={classes.note}>{day.exception || t('preview.exception')}</span>
        )}
        {clock !== 0 && (
          <span className={classes.note}>
            {t(clock < 0 ? 'preview.shorter' : 'preview.longer', { minutes: Math.abs(clock) })}
          </span>
        )}
      </dd>
    </Fragment>
  )
}
