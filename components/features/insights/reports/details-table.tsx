'use client'

import { IconCheck, IconX } from '@tabler/icons-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { type DetailRow, type MetricKey, metrics } from '@/server/modules/insights/contract'
import { useMetricText } from '../shared/use-metric-text'
import { useReasonText } from '../shared/use-reason-text'
import classes from './reports.module.css'

type Props = { metric: MetricKey; rows: readonly DetailRow[]; timeZone: string; stale: boolean }

export function DetailsTable({ metric, rows, timeZone, stale }: Props) {
  const t = useTranslations('insights.reports.details')
  const m = useTranslations('insights.metric')
  const spans = metrics[metric].family === 'presence'
  const showsValue = metrics[metric].unit !== 'count' || metrics[metric].family === 'rating'
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
              <td>{spans ? <Status row={row} /> : <Conversation row={row} />}</td>
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

function Conversation({ row }: { row: DetailRow }) {
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
  const reason = useReasonText()
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
  if (unit === 'ms' || family === 'presence') return text.duration(value)
  if (family === 'rating') return t('stars', { count: value })
  return value > 0 ? (
    <IconCheck size={16} role="img" aria-label={t('yes')} />
  ) : (
    <IconX size={16} role="img" aria-label={t('no')} color="var(--swy-text-quiet)" />
  )
}
