'use client'

import { Select, Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useId } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { type MetricKey, metricKey, type ReportInput } from '@/server/modules/insights/contract'
import shared from '../shared/shared.module.css'
import { useMetricText } from '../shared/use-metric-text'
import panels from './panels.module.css'
import { prepareHeat } from './prepare-heat'
import type { OpenRows } from './use-details'
import { useCellName } from './use-named-rows'

type Props = { metrics: readonly [MetricKey, ...MetricKey[]]; input: ReportInput; onOpen: OpenRows }

/** One metric over the hours of a week: the number in each field, the darker the more. */
export function HeatPanel({ metrics, input, onOpen }: Props) {
  const t = useTranslations('insights.reports')
  const m = useTranslations('insights.metric')
  const trpc = useTRPC()
  const id = useId()
  const [chosen, setChosen] = useQueryState('heat', parseAsStringLiteral(metricKey.options))
  const metric = metrics.find((one) => one === chosen) ?? metrics[0]
  const asked = { ...input, groupBy: 'weekday_hour' as const, metrics: [...metrics], compare: false }
  const options = { placeholderData: keepPreviousData, staleTime: 30_000 }
  const report = useQuery(trpc.insights.report.queryOptions(asked, options))
  return (
    <section className={shared.chartFrame} aria-labelledby={id}>
      <header className={shared.chartHead}>
        <h2 id={id}>{t('panel.heat', { metric: m(`${metric}.name`) })}</h2>
        {metrics.length > 1 && (
          <Select
            ml="auto"
            w={280}
            aria-label={t('panel.heatOf')}
            data={metrics.map((value) => ({ value, label: m(`${value}.name`) }))}
            value={metric}
            allowDeselect={false}
            onChange={(value) => void setChosen(metrics.find((one) => one === value) ?? null)}
          />
        )}
      </header>
      {report.isError ? (
        <FailedState error={report.error} retry={() => void report.refetch()} />
      ) : report.data ? (
        <HeatTable id={id} metric={metric} rows={report.data.rows} onOpen={onOpen} />
      ) : (
        <Late>
          <Skeleton height={260} />
        </Late>
      )}
    </section>
  )
}

type TableProps = {
  id: string
  metric: MetricKey
  rows: Parameters<typeof prepareHeat>[0]
  onOpen: OpenRows
}

function HeatTable({ id, metric, rows, onOpen }: TableProps) {
  const t = useTranslations('insights.reports')
  const m = useTranslations('insights.metric')
  const text = useMetricText()
  const cellName = useCellName()
  const days = prepareHeat(rows, metric)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: no group of fields
    <div role="group" className={panels.heatFrame} tabIndex={0} aria-labelledby={id}>
      <table className={panels.heat}>
        <thead>
          <tr>
            <td />
            {Array.from({ length: 24 }, (_, hour) => (
              <th key={String(hour).padStart(2, '0')} scope="col">
                {String(hour).padStart(2, '0')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, hours }) => (
            <tr key={day}>
              <th scope="row">{cellName(day, 'weekday')}</th>
              {hours.map(({ cell, value, strength }) => {
                if (value === null || value === 0) return <td key={cell}>{value === 0 ? 0 : ''}</td>
                const name = cellName(cell, 'weekday_hour') ?? cell
                const shown = text.metric(metric, value)
                return (
                  <td key={cell} style={{ '--heat': `${Math.round(strength * 55)}%` } as React.CSSProperties}>
                    <button
                      type="button"
                      aria-label={t('table.open', { metric: m(`${metric}.name`), name, value: shown })}
                      onClick={() => onOpen(metric, cell, 'weekday_hour')}
                    >
                      {text.brief(metric, value)}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
