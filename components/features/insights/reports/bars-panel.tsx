'use client'

import { Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { MetricKey, Report, ReportInput } from '@/server/modules/insights/contract'
import { looks } from '../shared/chart-look'
import shared from '../shared/shared.module.css'
import { useMetricText } from '../shared/use-metric-text'
import { prepareBars } from './prepare-chart'
import type { NamedRow } from './prepare-rows'
import classes from './reports.module.css'
import type { OpenRows } from './use-details'
import { useNamedRows } from './use-named-rows'
import type { Panel } from './views'

const most = 12

type Props = Extract<Panel, { kind: 'bars' }> & {
  input: ReportInput
  parents: ReadonlySet<string>
  onOpen: OpenRows
}

/** How one number is spread: over stars, tags, bands of waits, statuses, kinds. */
export function BarsPanel({ by, metric, input, parents, onOpen }: Props) {
  const t = useTranslations('insights.reports')
  const trpc = useTRPC()
  const naming = useNamedRows()
  const id = useId()
  const asked = { ...input, groupBy: by, metrics: [metric] }
  const options = { placeholderData: keepPreviousData, staleTime: 30_000 }
  const report = useQuery(trpc.insights.report.queryOptions(asked, options))
  const rows = report.data ? naming(report.data, by, parents) : []
  return (
    <section className={shared.chartFrame} aria-labelledby={id}>
      <header className={shared.chartHead}>
        <h2 id={id}>{t(`panel.spread.${by}`)}</h2>
      </header>
      {report.isError ? (
        <FailedState error={report.error} retry={() => void report.refetch()} />
      ) : report.data ? (
        <Bars by={by} metric={metric} report={report.data} rows={rows} onOpen={onOpen} />
      ) : (
        <Late>
          <Skeleton height={160} />
        </Late>
      )}
    </section>
  )
}

type BarsProps = { by: Props['by']; metric: MetricKey; report: Report; rows: NamedRow[]; onOpen: OpenRows }

function Bars({ by, metric, report, rows, onOpen }: BarsProps) {
  const t = useTranslations('insights.reports')
  const m = useTranslations('insights.metric')
  const text = useMetricText()
  const fixed = by === 'score' || by === 'wait'
  const countOf = (row: NamedRow) => row.values[metric]?.value ?? 0
  const ordered = by === 'score' ? [...rows].reverse() : rows
  const shown = fixed ? ordered : [...ordered].sort((a, b) => countOf(b) - countOf(a))
  const items = prepareBars(shown, report.previous, metric, most)
  const total = report.total[metric]?.value ?? 0
  if (total === 0 || items.length === 0) return <p className={classes.quiet}>{t(`panel.none.${by}`)}</p>
  return (
    <ul className={classes.bars} data-shares>
      {items.map((item) => {
        const value = item.value ?? 0
        const shownValue = text.metric(metric, value)
        const label = t('table.open', { metric: m(`${metric}.name`), name: item.name, value: shownValue })
        return (
          <li key={item.cell}>
            <span className={classes.barName} title={item.name}>
              {item.name}
            </span>
            <span className={classes.track} aria-hidden>
              <i style={{ width: `${item.share * 100}%`, background: looks.now }} />
              {item.before !== null && (
                <i data-before style={{ width: `${item.shareBefore * 100}%`, background: looks.before }} />
              )}
            </span>
            <span className={classes.barValue}>
              {value === 0 ? (
                <span className={classes.none}>{shownValue}</span>
              ) : (
                <button
                  type="button"
                  className={classes.number}
                  aria-label={label}
                  onClick={() => onOpen(metric, item.cell, by)}
                >
                  {shownValue}
                </button>
              )}{' '}
              <span className={classes.quiet}>{text.share(value / total)}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
