'use client'

import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { AcknowledgeDialog } from '@/components/features/oversight/alarms/acknowledge-dialog'
import { useAlarmText } from '@/components/features/oversight/alarms/use-alarm-text'
import { When } from '@/components/patterns/time/when'
import type { AlarmView } from '@/server/modules/oversight/contract'
import classes from './monitor.module.css'

const shownAlarms = 4

/** Alarms that nobody has acknowledged stand above everything else; without one there is nothing. */
export function AlarmsStrip() {
  const t = useTranslations('insights.monitor.alarms')
  const oversight = useTranslations('oversight')
  const trpc = useTRPC()
  const text = useAlarmText()
  const allowed = useCan()('alarms.read')
  const [acknowledging, acknowledge] = useState<AlarmView | null>(null)
  const list = useQuery({
    ...trpc.oversight.listAlarms.queryOptions({
      state: 'open',
      page: 1,
      pageSize: shownAlarms,
      direction: 'desc',
    }),
    enabled: allowed,
    refetchInterval: 2_000,
    placeholderData: keepPreviousData,
  })
  const { rows = [], total = 0 } = list.data ?? {}
  if (!allowed || total === 0) return null
  return (
    <section className={classes.alarms} aria-label={t('title')}>
      <ul>
        {rows.map((alarm) => (
          <li key={alarm.id} data-level={alarm.level}>
            <IconAlertTriangle size={16} role="img" aria-label={oversight(`level.${alarm.level}`)} />
            {alarm.conversation ? (
              <Link href={`/conversations/${alarm.conversation.id}`}>{text(alarm)}</Link>
            ) : (
              <span>{text(alarm)}</span>
            )}
            <span className={classes.quiet}>
              <When at={alarm.raisedAt} />
            </span>
            <Button size="compact-xs" variant="default" onClick={() => acknowledge(alarm)}>
              {t('acknowledge')}
            </Button>
          </li>
        ))}
      </ul>
      {total > rows.length && <Link href="/alarms?state=open">{t('all', { count: total })}</Link>}
      {acknowledging && <AcknowledgeDialog alarm={acknowledging} onClose={() => acknowledge(null)} />}
    </section>
  )
}
