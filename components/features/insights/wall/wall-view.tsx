'use client'

import { ActionIcon } from '@mantine/core'
import { useFullscreenDocument } from '@mantine/hooks'
import {
  IconAlertCircleFilled,
  IconAlertTriangle,
  IconClock,
  IconMaximize,
  IconMinimize,
  IconPlayerPause,
  IconWifiOff,
} from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { WallView as Numbers } from '@/server/modules/insights/contract'
import { staleMs } from '../monitor/live-mark'
import { prepareFigures, serviceLevel } from '../monitor/prepare-figures'
import { useFigureText } from '../monitor/use-figure-text'
import { clockText, levelOf } from '../shared/durations'
import { useMetricText } from '../shared/use-metric-text'
import { DayStrip } from './day-strip'
import classes from './wall.module.css'

/** Fits any screen without scrolling: everything is measured against the screen, and what is late is larger than a colour. */
export function WallView({ wall, now: clock }: { wall: Numbers; now: number }) {
  const t = useTranslations('insights')
  const text = useFigureText()
  const format = useFormatter()
  const now = Math.max(clock, wall.at)
  const stale = clock - wall.at > staleMs
  const { timeZone } = wall
  const figures = prepareFigures(wall, now)
  return (
    <main className={classes.wall} data-mantine-color-scheme="dark">
      <header className={classes.head}>
        <h1>{wall.group?.name ?? t('wall.everything')}</h1>
        <span className={classes.organization}>{wall.organization}</span>
        <Alarms alarms={wall.alarms} />
        {stale ? (
          <span className={classes.stale} role="alert">
            <IconWifiOff aria-hidden /> {t('wall.stale', { time: clockText(clock - wall.at) })}
          </span>
        ) : (
          <time className={classes.time} dateTime={new Date(now).toISOString()}>
            {format.dateTime(now, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })}
          </time>
        )}
        <FullScreen />
      </header>
      <dl className={classes.figures} data-stale={stale || undefined}>
        {figures.map((figure) => (
          <div key={figure.key} className={classes.figure} data-level={figure.level} data-key={figure.key}>
            <dt>{t(`process.${figure.key}.name`)}</dt>
            <dd>
              <b>
                {figure.level === 'failed' && (
                  <IconAlertCircleFilled role="img" aria-label={t('monitor.level.failed')} />
                )}
                {figure.level === 'late' && <IconClock role="img" aria-label={t('monitor.level.late')} />}
                {text.value(figure)}
                {figure.of !== null && <small> / {text.of(figure)}</small>}
              </b>
              <span>{text.target(figure)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className={classes.foot}>
        <Groups wall={wall} now={now} />
        <DayStrip slots={wall.slots} at={wall.at} timeZone={timeZone} />
      </div>
    </main>
  )
}

function Alarms({ alarms: { warning, breach } }: Pick<Numbers, 'alarms'>) {
  const t = useTranslations('insights')
  if (warning + breach === 0) return null
  return (
    <span className={classes.alarms} data-level={breach > 0 ? 'failed' : 'late'}>
      <IconAlertTriangle aria-hidden /> {t('wall.alarms', { count: warning + breach })}
    </span>
  )
}

function Groups({ wall: { groups, targets }, now }: { wall: Numbers; now: number }) {
  const t = useTranslations('insights')
  const text = useMetricText()
  return (
    <table className={classes.groups}>
      <thead>
        <tr>
          <th scope="col">{t('monitor.groups.name')}</th>
          <th scope="col">{t('monitor.groups.queueing')}</th>
          <th scope="col">{t('monitor.groups.longest')}</th>
          <th scope="col">{t('monitor.groups.able')}</th>
          <th scope="col">{t('monitor.groups.serviceLevel')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.rows.map((group) => {
          const wait = group.longestQueueingSince === null ? null : now - group.longestQueueingSince
          return (
            <tr key={group.id}>
              <th scope="row">
                {group.name}{' '}
                {group.paused && <IconPlayerPause role="img" aria-label={t('monitor.groups.paused')} />}
              </th>
              <td>{text.count(group.queueing)}</td>
              <td data-level={wait === null ? 'calm' : levelOf(wait, group.serviceLevelMs)}>
                {wait === null ? '–' : clockText(Math.max(0, wait))}
              </td>
              <td>
                {text.count(group.able)} / {text.count(group.online)}
              </td>
              <td data-level={serviceLevel(group.serviceLevelToday, targets)}>
                {group.serviceLevelToday === null ? '–' : text.wholePercent(group.serviceLevelToday)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** The one control, out of the way until somebody points at it. */
function FullScreen() {
  const t = useTranslations('insights')
  const { fullscreen, toggle } = useFullscreenDocument()
  return (
    <ActionIcon
      className={classes.full}
      size="lg"
      aria-label={fullscreen ? t('wall.leaveFull') : t('wall.full')}
      title={fullscreen ? t('wall.leaveFull') : t('wall.full')}
      onClick={() => void toggle()}
    >
      {fullscreen ? <IconMinimize size={20} /> : <IconMaximize size={20} />}
    </ActionIcon>
  )
}
