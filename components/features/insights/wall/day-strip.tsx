'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { MonitorSlot } from '@/server/modules/insights/contract'
import { sparklinePath } from '../shared/sparkline-path'
import { prepareStrip } from './prepare-strip'
import classes from './wall.module.css'

const width = 960
const height = 100

type Props = { slots: readonly MonitorSlot[]; at: number; timeZone: string }

/** Who came today, by half an hour, over what is usual on this weekday. */
export function DayStrip({ slots, at, timeZone }: Props) {
  const t = useTranslations('insights.wall')
  const format = useFormatter()
  const { came, usual, hours, most } = prepareStrip(slots, at)
  const line = (values: (number | null)[]) => sparklinePath(values, width, height, most)
  return (
    <figure className={classes.strip}>
      <figcaption>{t('strip', { most })}</figcaption>
      <svg viewBox={`0 -4 ${width} ${height + 8}`} preserveAspectRatio="none" aria-hidden>
        <path className={classes.usual} d={line(usual)} vectorEffect="non-scaling-stroke" />
        <path className={classes.came} d={line(came)} vectorEffect="non-scaling-stroke" />
      </svg>
      <div className={classes.hours} aria-hidden>
        {hours.map((hour) => (
          <span key={hour}>
            {format.dateTime(hour, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })}
          </span>
        ))}
      </div>
    </figure>
  )
}
