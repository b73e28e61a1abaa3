'use client'

import { useTranslations } from 'next-intl'
import type { MetricKey, Report } from '@/server/modules/insights/contract'
import { ChartFrame } from '../shared/chart-frame'
import { looks } from '../shared/chart-look'
import { useMetricText } from '../shared/use-metric-text'
import { prepareBars } from './prepare-chart'
import type { NamedRow } from './prepare-rows'
import classes from './reports.module.css'

const most = 12

type Props = { rows: readonly NamedRow[]; previous: Report['previous']; metric: MetricKey }

/** The metric that the table is sorted by, row by row; the period before in pale under each bar. */
export function BarChart({ rows, previous, metric }: Props) {
  const t = useTranslations('insights.reports.chart')
  const m = useTranslations('insights.metric')
  const text = useMetricText()
  const items = prepareBars(rows, previous, metric, most)
  const compared = items.some((item) => item.before !== null)
  const name = m(`${metric}.name`)
  return (
    <ChartFrame
      title={rows.length > most ? t('first', { metric: name, count: most }) : name}
      summary={t('summary', { count: items.length })}
      legend={
        compared
          ? [
              { label: t('now'), color: looks.now },
              { label: t('before'), color: looks.before },
            ]
          : []
      }
      head={[t('name'), name, ...(compared ? [t('before')] : [])]}
      rows={items.map((item) => [
        item.name,
        text.metric(metric, item.value),
        ...(compared ? [text.metric(metric, item.before)] : []),
      ])}
      chart={
        <ul className={classes.bars}>
          {items.map((item) => (
            <li key={item.cell}>
              <span className={classes.barName} title={item.name}>
                {item.name}
              </span>
              <span className={classes.track}>
                <i style={{ width: `${item.share * 100}%`, background: looks.now }} />
                {compared && (
                  <i data-before style={{ width: `${item.shareBefore * 100}%`, background: looks.before }} />
                )}
              </span>
              <span className={classes.barValue}>{text.metric(metric, item.value)}</span>
            </li>
          ))}
        </ul>
      }
    />
  )
}
