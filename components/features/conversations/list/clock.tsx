'use client'

import { IconAlertCircleFilled, IconClock } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useNow } from '@/components/client/now'
import type { View } from '../live/live-state'
import classes from './list.module.css'
import { elapsed, waitLevel } from './wait-level'

const DAY_MS = 24 * 3_600_000

/** How long the customer has waited, against the thresholds. */
export function WaitClock({ view, since }: { view: View; since: string }) {
  const t = useTranslations('workspace.clock')
  const format = useFormatter()
  const waited = Math.max(0, useNow() - Date.parse(since))
  const level = waitLevel(view, waited)
  const time = waited >= DAY_MS ? t('days', { count: Math.floor(waited / DAY_MS) }) : elapsed(waited)
  return (
    <time
      className={classes.clock}
      data-level={level}
      dateTime={since}
      title={t('since', {
        at: format.dateTime(new Date(since), { dateStyle: 'medium', timeStyle: 'medium' }),
      })}
    >
      {level === 'failed' && <IconAlertCircleFilled size={14} aria-label={t('failed')} role="img" />}
      {level === 'late' && <IconClock size={14} aria-label={t('late')} role="img" />}
      {time}
    </time>
  )
}
