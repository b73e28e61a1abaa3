'use client'

import { useTranslations } from 'next-intl'
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { MetricKey, Report } from '@/server/modules/insights/contract'
import { ChartFrame } from '../shared/chart-frame'
import { axis, axisTitle, colors, Tip } from '../shared/chart-look'
import { useMetricText } from '../shared/use-metric-text'
import { prepareTimeChart, type TimePoint } from './prepare-chart'
import type { NamedRow } from './prepare-rows'

const bars: MetricKey = 'offered'
const rate: MetricKey = 'service_level'

/** How many came, and how many of them were served in time; the period before in pale. */
export function TimeChart({ rows, previous }: { rows: readonly NamedRow[]; previous: Report['previous'] }) {
  const t = useTranslations('insights.reports.chart')
  const m = useTranslations('insights.metric')
  const text = useMetricText()
  const points = prepareTimeChart(rows, previous, bars, rate)
  const compared = points.some((point) => point.before !== null)
  const head = [t('when'), m('offered.short'), ...(compared ? [t('before')] : []), m('service_level.short')]
  const cells = (p: TimePoint) => [
    text.metric(bars, p.bars),
    ...(compared ? [text.metric(bars, p.before)] : []),
    text.metric(rate, p.rate),
  ]
  return (
    <ChartFrame
      title={t('time')}
      summary={t('summary', { count: points.length })}
      legend={[
        { label: m('offered.name'), color: colors.active },
        ...(compared ? [{ label: t('before'), color: colors.before }] : []),
        { label: m('service_level.name'), color: colors.good, line: true },
      ]}
      head={head}
      rows={points.map((p) => [p.name, ...cells(p)])}
      chart={
        <ResponsiveContainer width="100%" height={240}>
          <ComposedChart
            accessibilityLayer={false}
            data={points}
            margin={{ top: 8, right: 4, bottom: 0, left: 4 }}
            barGap={2}
            barCategoryGap="22%"
          >
            <CartesianGrid vertical={false} stroke={colors.line} />
            <XAxis dataKey="name" minTickGap={16} {...axis} />
            <YAxis
              yAxisId="count"
              allowDecimals={false}
              width={58}
              label={axisTitle(t('customers'))}
              {...axis}
            />
            <YAxis
              yAxisId="rate"
              orientation="right"
              domain={[0, 1]}
              ticks={[0, 0.25, 0.5, 0.75, 1]}
              tickFormatter={text.wholePercent}
              width={58}
              label={axisTitle(m('service_level.short'), true)}
              {...axis}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--swy-hover)' }}
              content={({ payload }) => {
                const point = payload?.[0]?.payload as TimePoint | undefined
                if (!point) return null
                return (
                  <Tip
                    title={point.name}
                    rows={cells(point).map((v, i) => [head[i + 1] ?? '', v] as const)}
                  />
                )
              }}
            />
            {compared && (
              <Bar
                yAxisId="count"
                dataKey="before"
                fill={colors.before}
                maxBarSize={28}
                isAnimationActive={false}
              />
            )}
            <Bar
              yAxisId="count"
              dataKey="bars"
              fill={colors.active}
              maxBarSize={28}
              isAnimationActive={false}
            />
            <Line
              yAxisId="rate"
              dataKey="rate"
              stroke={colors.good}
              strokeWidth={2}
              dot={{ r: 2.5, fill: colors.good, strokeWidth: 0 }}
              connectNulls={false}
              type="linear"
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      }
    />
  )
}
