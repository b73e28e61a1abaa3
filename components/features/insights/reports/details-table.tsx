'use client'

import { IconCheck, IconX } from '@tabler/icons-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import {
  countsMembers,
  type DetailRow,
  type Family,
  type MetricKey,
  metrics,
} from '@/server/modules/insights/contract'
import { useMetricText } from '../shared/use-metric-text'
import { useReasonText } from '../shared/use-reason-text'
import classes from './reports.module.css'
import { useCellName } from './use-named-rows'

const isRating = (family: Family) => family === 'rating' || family === 'stars' || family === 'rating_part'

type Props = { metric: MetricKey; rows: readonly DetailRow[]; timeZone: string; stale: boolean }

export function DetailsTable({ metric, rows, timeZone, stale }: Props) {
  const t = useTranslations('insights.reports.details')
  const m = useTranslations('insights.metric')
  const spans = countsMembers(metrics[metric].family)
  const showsValue =
    metrics[metric].unit !== 'count' || isRating(metrics[metric].family) || metric === 'answered'
  return (
    <div className={classes.detailsFrame} data-stale={stale || undefined}>
      <table className={classes.details}>
        <thead>
          <tr>
            <th scope="col">{t('at')}</th>
            {spans ? <th scope="col">{t('status')}</th> : <th scope="col">{t('conversation')}</th>}
            <th scope="col">{t('agent')}</th>
            {!spans && <th scope="col">{t('group')}</th>}
            {!spans && <th scope="col">{t('channel')}</th>}
            {showsValue && (
              <th scope="col" data-end>
                {m(`${metric}.short`)}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.conversationId} ${row.agent} ${row.at}`}>
              <td>
                <At row={row} timeZone={timeZone} />
              </td>
              <td>{spans ? <Status row={row} /> : <Conversation row={row} metric={metric} />}</td>
              <td>{row.agent ?? '–'}</td>
              {!spans && <td>{row.group ?? '–'}</td>}
              {!spans && <td>{row.channel}</td>}
              {showsValue && (
                <td data-end>
                  <Value metric={metric} value={row.value} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function At({ row: { at, until }, timeZone }: { row: DetailRow; timeZone: string }) {
  const format = useFormatter()
  const day = { day: 'numeric', month: 'short' } as const
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={format.dateTime(at, { dateStyle: 'full', timeStyle: 'long', timeZone })}
    >
      {format.dateTime(at, { ...day, ...time, timeZone })}
      {until !== null && ` – ${format.dateTime(until, { ...time, timeZone })}`}
    </time>
  )
}

function Conversation({ row, metric }: { row: DetailRow; metric: MetricKey }) {
  const cellName = useCellName()
  if (metrics[metric].family === 'alarm') {
    const kind = cellName(row.status ?? '', 'alarm')
    return row.conversationId === null ? (
      kind
    ) : (
      <Link href={`/conversations/${row.conversationId}`}>{kind}</Link>
    )
  }
  if (row.conversationId === null) return null
  return (
    <>
      <Link href={`/conversations/${row.conversationId}`}>{row.customer}</Link>{' '}
      <span className={classes.quiet}>#{row.number}</span>
    </>
  )
}

function Status({ row }: { row: DetailRow }) {
  const state = useTranslations('insights.monitor.agents.state')
  const t = useTranslations('insights.reports.details')
  const reason = useReasonText()
  const planned = (['shift:in', 'shift:out', 'break:in', 'break:out'] as const).find(
    (one) => one === row.status,
  )
  if (planned) return t(`planned.${planned}`)
  const why = row.status === 'busy' ? reason(row.reason) : null
  return (
    <>
      {row.status === 'busy' ? state('busy') : state('online')}
      {why && <span className={classes.quiet}> {why}</span>}
    </>
  )
}

function Value({ metric, value }: { metric: MetricKey; value: number | null }) {
  const t = useTranslations('insights.reports.details')
  const text = useMetricText()
  const { unit, family } = metrics[metric]
  if (value === null) return '–'
  if (unit === 'ms' || metric === 'answered' || countsMembers(family)) return text.duration(value)
  if (isRating(family) && metric !== 'followed_up_rate') return t('stars', { count: value })
  return value > 0 ? (
    <IconCheck size={16} role="img" aria-label={t('yes')} />
  ) : (
    <IconX size={16} role="img" aria-label={t('no')} color="var(--swy-text-quiet)" />
  )
}
