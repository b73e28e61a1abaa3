'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type MetricKey, metrics, type Report } from '@/server/modules/insights/contract'
import { useMetricText } from '../shared/use-metric-text'
import { changeOf, type NamedRow } from './prepare-rows'
import { saidOf, standout } from './prepare-sentence'
import classes from './reports.module.css'
import { reports, type View } from './views'

/** Fewer cases than that say little about a group or an agent. */
const enough = 20

/** `rows`: those that are somebody or something; none for a report over time. */
type Props = { view: View; report: Report; rows: readonly NamedRow[]; compared: boolean }

/** First the sentence; the chart and the table explain it. */
export function Sentence({ view, report, rows, compared }: Props) {
  const t = useTranslations('insights.reports')
  const text = useMetricText()
  const change = useChangeText(report, reports[view].changes, compared)
  const best = useStandoutText(view, rows)
  const said = saidOf(report.total, reports[view].said, text.metric)
  return (
    <p className={classes.sentence}>
      {t(`sentence.${view}`, said)} {best.map((sentence) => `${sentence} `)}
      {change && <span>{change}</span>}
    </p>
  )
}

function useStandoutText(view: View, rows: readonly NamedRow[]): string[] {
  const t = useTranslations('insights.reports')
  const m = useTranslations('insights.metric')
  const text = useMetricText()
  const { most, weakest } = reports[view].standout
  const first = standout(rows, most, 'highest')
  const last = weakest
    ? standout(rows, weakest, 'lowest', metrics[weakest].unit === 'rate' ? enough : 1)
    : null
  const say = (which: 'most' | 'weakest', key: MetricKey, { name, value }: { name: string; value: number }) =>
    t(`sentence.${which}`, { name, metric: m(`${key}.name`), value: text.metric(key, value) })
  return [
    ...(first && rows.length > 1 ? [say('most', most, first)] : []),
    ...(weakest && last && rows.length > 1 ? [say('weakest', weakest, last)] : []),
  ]
}

function useChangeText(
  { total, previousTotal, recordsFrom }: Report,
  keys: readonly MetricKey[],
  compare: boolean,
): string | null {
  const t = useTranslations('insights.reports')
  const m = useTranslations('insights.metric')
  const format = useFormatter()
  if (!compare) return null
  if (previousTotal === null && recordsFrom !== null) {
    return t('sentence.recordsFrom', { date: format.dateTime(recordsFrom, { dateStyle: 'medium' }) })
  }
  const changes = keys.flatMap((key) => {
    const isRate = metrics[key].unit === 'rate'
    const change = changeOf(key, total, previousTotal, isRate)
    if (change === null) return []
    const metric = m(`${key}.short`)
    if (isRate) {
      const points = format.number(change * 100, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
      return [t('sentence.changePoints', { metric, points })]
    }
    const percent = format.number(change, {
      ...{ style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' },
    } as const)
    return [t('sentence.changeBy', { metric, percent })]
  })
  return changes.length === 0
    ? t('sentence.nothingBefore')
    : t('sentence.change', { changes: format.list(changes) })
}
