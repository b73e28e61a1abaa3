'use client'

import { useTranslations } from 'next-intl'
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { type MetricKey, metricKey } from '@/server/modules/insights/contract'
import { ChartFrame } from '../shared/chart-frame'
import { axis, axisTitle, Tip } from '../shared/chart-look'
import { useMetricText } from '../shared/use-metric-text'
import type { prepareLines } from './prepare-custom'

/** Told apart without colour too: each line has its own strokes. */
const colours = [
  { stroke: 'light-dark(#0072b2, #56b4e9)', dash: undefined },
  { stroke: 'light-dark(#b5530a, #e69f00)', dash: '6 3' },
  { stroke: 'light-dark(#00795a, #2fc29a)', dash: '2 3' },
  { stroke: 'light-dark(#a3487a, #e08fbd)', dash: '8 3 2 3' },
  { stroke: 'light-dark(#5c5c5c, #c9c9c9)', dash: '1 4' },
] as const

type Props = ReturnType<typeof prepareLines> & {
  metric: MetricKey
  /** What the rows are. */
  first: string
  as: 'line' | 'bar'
}

export function LinePanel({ lines, points, metric, first, as }: Props) {
  const t = useTranslations('insights.reports.chart')
  const m = useTranslations('insights.metric')
  const text = useMetricText()
  const names = lines.map((line) => {
    const key = metricKey.options.find((one) => one === line)
    return key ? m(`${key}.short`) : line
  })
  const title = m(`${metric}.name`)
  const cells = (values: (number | null)[]) => values.map((value) => text.metric(metric, value))
  return (
    <ChartFrame
      title={title}
      summary={t('summary', { count: points.length })}
      legend={names.map((label, index) => ({
        label,
        color: colours[index]?.stroke ?? '',
        line: as === 'line',
      }))}
      head={[first, ...names]}
      rows={points.map((point) => [point.name, ...cells(point.values)])}
      chart={
        <ResponsiveContainer width="100%" height={260}>
          <ComposedChart
            accessibilityLayer={false}
            data={points}
            margin={{ top: 8, right: 12, bottom: 0, left: 4 }}
          >
            <CartesianGrid vertical={false} stroke="var(--swy-line)" />
            <XAxis dataKey="name" minTickGap={16} {...axis} />
            <YAxis
              width={64}
              tickFormatter={(value: number) => text.brief(metric, value)}
              label={axisTitle(m(`${metric}.short`))}
              {...axis}
            />
            <Tooltip
              isAnimationActive={false}
              content={({ payload }) => {
                const point = payload?.[0]?.payload as (typeof points)[number] | undefined
                if (!point) return null
                const said = cells(point.values)
                return (
                  <Tip title={point.name} rows={names.map((name, i) => [name, said[i] ?? ''] as const)} />
                )
              }}
            />
            {names.map((name, index) => {
              const { stroke = '', dash } = colours[index] ?? {}
              const drawn = {
                ...{ name, isAnimationActive: false },
                dataKey: (point: (typeof points)[number]) => point.values[index],
              }
              if (as === 'bar') return <Bar key={name} {...drawn} fill={stroke} maxBarSize={28} />
              return (
                <Line
                  key={name}
                  {...drawn}
                  stroke={stroke}
                  {...(dash ? { strokeDasharray: dash } : {})}
                  strokeWidth={2}
                  dot={points.length === 1}
                  connectNulls={false}
                  type="linear"
                />
              )
            })}
          </ComposedChart>
        </ResponsiveContainer>
      }
    />
  )
}
