'use client'

import { IconAlertCircleFilled, IconClock } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { clockText } from '../shared/durations'
import { sparklinePath } from '../shared/sparkline-path'
import { useMetricText } from '../shared/use-metric-text'
import classes from './monitor.module.css'
import type { Figure } from './prepare-figures'

const width = 120
const height = 24

/** One number against its target, with the last hour under it. */
export function FigureCard({ figure }: { figure: Figure }) {
  const t = useTranslations('insights.monitor')
  const text = useMetricText()
  const { key, value, of, target, level, unit } = figure
  const shown = unit === 'ms' ? clockText(value) : text.count(value)
  return (
    <div className={classes.figure} data-level={level}>
      <dt>{t(`figure.${key}`)}</dt>
      <dd>
        <span className={classes.value}>
          {level === 'failed' && <IconAlertCircleFilled size={18} role="img" aria-label={t('failed')} />}
          {level === 'late' && <IconClock size={18} role="img" aria-label={t('late')} />}
          {shown}
          {of !== null && <small> / {text.count(of)}</small>}
        </span>
        <span className={classes.target}>
          {t(`target.${key}`, {
            target:
              target === null
                ? '–'
                : key === 'places'
                  ? text.wholePercent(target)
                  : key === 'longestWait' || key === 'awaitingReply'
                    ? clockText(target)
                    : text.count(target),
          })}
        </span>
        <svg
          className={classes.spark}
          viewBox={`0 -2 ${width} ${height + 4}`}
          preserveAspectRatio="none"
          aria-hidden
        >
          <title>{t('lastHour')}</title>
          <path d={sparklinePath(figure.trend, width, height)} vectorEffect="non-scaling-stroke" />
        </svg>
      </dd>
    </div>
  )
}
