'use client'

import { useFormatter, useTranslations } from 'next-intl'
import classes from './monitor.module.css'

/** Older than that, what is shown is no longer "now", and the page says so. */
export const staleMs = 6_000

/** How old the numbers are; once they are old, since when, and that it goes on trying. */
export function LiveMark({ at, now }: { at: number; now: number }) {
  const t = useTranslations('insights.monitor')
  const format = useFormatter()
  const age = Math.max(0, now - at)
  const stale = age > staleMs
  return (
    <p className={classes.live} data-stale={stale || undefined} role={stale ? 'alert' : undefined}>
      <i />{' '}
      {stale
        ? t('stale', { time: format.dateTime(at, { timeStyle: 'medium' }) })
        : t('live', { seconds: Math.round(age / 1_000) })}
    </p>
  )
}
