'use client'

import { Tooltip, UnstyledButton } from '@mantine/core'
import { IconAlertCircleFilled, IconClock } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { sparklinePath } from '../shared/sparkline-path'
import classes from './monitor.module.css'
import type { Figure } from './prepare-figures'
import { useFigureText } from './use-figure-text'

const width = 120
const height = 24

/** One number against its target, with the last hour under it; it opens what stands behind it. */
export function FigureCard({ figure, onOpen }: { figure: Figure; onOpen: () => void }) {
  const t = useTranslations('insights')
  const text = useFigureText()
  const { key, level } = figure
  const of = text.of(figure)
  return (
    <Tooltip label={t(`process.${key}.definition`)} multiline w={280} events={tipEvents}>
      <UnstyledButton className={classes.figure} data-level={level} onClick={onOpen}>
        <span className={classes.name}>{t(`process.${key}.name`)}</span>
        <span className={classes.value}>
          {level === 'failed' && (
            <IconAlertCircleFilled size={18} role="img" aria-label={t('monitor.level.failed')} />
          )}
          {level === 'late' && <IconClock size={18} role="img" aria-label={t('monitor.level.late')} />}
          {text.value(figure)}
          {of !== null && <small> / {of}</small>}
        </span>
        <span className={classes.target}>{text.target(figure)}</span>
        {figure.trend.length > 0 && (
          <svg
            className={classes.spark}
            viewBox={`0 -2 ${width} ${height + 4}`}
            preserveAspectRatio="none"
            aria-hidden
          >
            <title>{t('monitor.lastHour')}</title>
            <path d={sparklinePath(figure.trend, width, height)} vectorEffect="non-scaling-stroke" />
          </svg>
        )}
      </UnstyledButton>
    </Tooltip>
  )
}

const tipEvents = { hover: true, focus: true, touch: false }
