'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { useTRPC } from '@/components/client/trpc'
import { type MetricKey, metrics, type Report } from '@/server/modules/insights/contract'
import { ChartFrame } from '../shared/chart-frame'
import { axis, axisTitle, colors, Hatch, looks, Tip } from '../shared/chart-look'
import { useMetricText } from '../shared/use-metric-text'
import { prepareTimeChart, type TimePoint, timeTicks } from './prepare-chart'
import type { NamedRow } from './prepare-rows'

type Props = { rows: readonly NamedRow[]; previous: Report['previous']; bars: MetricKey; line: MetricKey }

const percents = { domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1] }
function times(values: readonly (number | null)[]) {
  const ticks = timeTicks(Math.max(1_000, ...values.map((value) => value ?? 0)))
  return { ticks, domain: [0, ticks.at(-1) ?? 0] }
}

/** What is aimed at, as it is set on the monitor; null where nothing is. */
function useTarget(key: MetricKey): number | null {
  const trpc = useTRPC()
  const choices = useQuery(trpc.insights.choices.queryOptions(undefined, { staleTime: 300_000 }))
  const percent = key === 'service_level' ? choices.data?.targets.serviceLevelPercent : undefined
  return percent === undefined ? null : percent / 100
}

/** How much there was, and how well it went, over time; the period before hatched and pale. */
export function TimeChart({ rows, previous, bars, line }: Props) {
  const t = useTranslations('insights.reports.chart')
  const m = useTranslations('insights.metric')
  const text = useMetricText()
  const points = prepareTimeChart(rows, previous, bars, line)
  const compared = points.some((point) => point.before !== null)
  const target = useTarget(line)
  const head = [t('when'), m(`${bars}.short`), ...(compared ? [t('before')] : []), m(`${line}.short`)]
  const cells = (p: TimePoint) => [
    text.metric(bars, p.bars),
    ...(compared ? [text.metric(bars, p.before)] : []),
    text.metric(line, p.rate),
  ]
  const scale = (key: MetricKey, values: readonly (number | null)[]) => ({
    ...(metrics[key].unit === 'rate' ? percents : {}),
    ...(metrics[key].unit === 'ms' ? times(values) : {}),
    allowDecimals: metrics[key].unit !== 'count',
    tickFormatter: (value: number) =>
      value === 0 && metrics[key].unit === 'ms' ? '0' : text.brief(key, value),
    width: 62,
    ...axis,
  })
  return (
    <ChartFrame
      title={t('time', { bars: m(`${bars}.name`), line: m(`${line}.name`) })}
      summary={t('summary', { count: points.length })}
      legend={[
        { label: m(`${bars}.name`), color: looks.now },
        ...(compared ? [{ label: t('before'), color: looks.before }] : []),
        { label: m(`${line}.name`), color: colors.good, line: true },
        ...(target === null
          ? []
          : [{ label: t('target', { value: text.wholePercent(target) }), color: colors.text, line: true }]),
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
            <defs>
              <Hatch id="report-before" />
            </defs>
            <CartesianGrid vertical={false} stroke={colors.line} />
            <XAxis dataKey="name" minTickGap={16} {...axis} />
            <YAxis
              yAxisId="bars"
              label={axisTitle(m(`${bars}.short`))}
              {...scale(
                bars,
                points.flatMap((p) => [p.bars, p.before]),
              )}
            />
            <YAxis
              yAxisId="line"
              orientation="right"
              label={axisTitle(m(`${line}.short`), true)}
              {...scale(
                line,
                points.map((p) => p.rate),
              )}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--swy-hover)' }}
              content={({ payload }) => {
                const point = payload?.[0]?.payload as TimePoint | undefined
                if (!point) return null
                const said = cells(point).map((v, i) => [head[i + 1] ?? '', v] as const)
                return <Tip title={point.name} rows={said} />
              }}
            />
            {compared && (
              <Bar
                yAxisId="bars"
                dataKey="before"
                fill="url(#report-before)"
                stroke={colors.before}
                maxBarSize={28}
                isAnimationActive={false}
              />
            )}
            <Bar
              yAxisId="bars"
              dataKey="bars"
              fill={colors.active}
              maxBarSize={28}
              isAnimationActive={false}
            />
            {target !== null && (
              <ReferenceLine yAxisId="line" y={target} stroke={colors.text} strokeDasharray="5 4" />
            )}
            <Line
              yAxisId="line"
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
