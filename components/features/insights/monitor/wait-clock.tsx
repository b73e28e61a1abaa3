'use client'

import { IconAlertCircleFilled, IconClock } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { clockText, type Level } from '../shared/durations'
import classes from './monitor.module.css'

const dayMs = 86_400_000

/** A ticking clock with its state; the moment it began on hover. */
export function WaitClock({ since, now, level }: { since: number; now: number; level: Level }) {
  const t = useTranslations('insights.monitor')
  const format = useFormatter()
  const waited = Math.max(0, now - since)
  const begun = new Date(since)
  return (
    <time
      className={classes.clock}
      data-level={level}
      dateTime={begun.toISOString()}
      title={format.dateTime(begun, { dateStyle: 'medium', timeStyle: 'medium' })}
    >
      {level === 'failed' && <IconAlertCircleFilled size={14} role="img" aria-label={t('failed')} />}
      {level === 'late' && <IconClock size={14} role="img" aria-label={t('late')} />}
      {waited >= dayMs
        ? t('days', { count: Math.floor(waited / dayMs) })
        : clockText(Math.floor(waited / 1_000) * 1_000)}
    </time>
  )
}
