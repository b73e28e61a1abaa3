'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { MetricKey, Report } from '@/server/modules/insights/contract'
import { useMetricText } from '../shared/use-metric-text'
import { changeOf, type NamedRow } from './prepare-rows'
import { numberOf, standout } from './prepare-sentence'
import classes from './reports.module.css'
import type { View } from './views'

/** Fewer cases than that say little about a group or an agent. */
const enough = 20

type Props = { view: View; report: Report; rows: readonly NamedRow[]; compared: boolean }

/** First the sentence; the chart and the table explain it. */
export function Sentence({ view, report, rows, compared }: Props) {
  const change = useChangeText(report, compared)
  const text = useSentence(view, report, rows)
  return (
    <p className={classes.sentence}>
      {text} {change && <span>{change}</span>}
    </p>
  )
}

function useSentence(view: View, { total }: Report, rows: readonly NamedRow[]): string {
  const t = useTranslations('insights.reports.sentence')
  const text = useMetricText()
  const value = (key: MetricKey) => text.metric(key, numberOf(total, key))
  const most = standout(rows, view === 'agents' ? 'conversations_handled' : 'offered', 'highest')
  if (view === 'agents') {
    return t('agents', {
      count: rows.filter((row) => row.values.conversations_handled?.value).length,
      handled: numberOf(total, 'conversations_handled') ?? 0,
      name: most?.name ?? '–',
      most: most?.value ?? 0,
      response: value('first_response_agent'),
    })
  }
  if (view === 'groups') {
    const weakest = standout(rows, 'service_level', 'lowest', enough)
    return t('groups', {
      offered: numberOf(total, 'offered') ?? 0,
      level: value('service_level'),
      name: most?.name ?? '–',
      most: most?.value ?? 0,
      weakest: weakest?.name ?? '–',
      weakestLevel: text.metric('service_level', weakest?.value),
    })
  }
  return t('overview', {
    offered: numberOf(total, 'offered') ?? 0,
    level: value('service_level'),
    gaveUp: value('abandonment_rate'),
    dissatisfied: value('dissatisfied_rate'),
  })
}

function useChangeText({ total, previousTotal, recordsFrom }: Report, compare: boolean): string | null {
  const t = useTranslations('insights.reports.sentence')
  const format = useFormatter()
  const offered = changeOf('offered', total, previousTotal, false)
  const level = changeOf('service_level', total, previousTotal, true)
  const dissatisfied = changeOf('dissatisfied_rate', total, previousTotal, true)
  if (!compare) return null
  if (previousTotal === null && recordsFrom !== null) {
    return t('recordsFrom', { date: format.dateTime(recordsFrom, { dateStyle: 'medium' }) })
  }
  if (offered === null || level === null || dissatisfied === null) return t('nothingBefore')
  const points = (value: number) =>
    format.number(value * 100, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  return t('change', {
    offered: format.number(offered, {
      style: 'percent',
      maximumFractionDigits: 0,
      signDisplay: 'exceptZero',
    }),
    level: points(level),
    dissatisfied: points(dissatisfied),
  })
}
