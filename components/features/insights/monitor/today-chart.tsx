'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { MonitorDay } from '@/server/modules/insights/contract'
import { ChartFrame } from '../shared/chart-frame'
import { axis, axisTitle, colors, Tip } from '../shared/chart-look'
import { useMetricText } from '../shared/use-metric-text'
import { prepareToday, type TodayPoint } from './prepare-today'

/** Inflow, answers, losses and service level of the day so far, by five minutes, over what is usual on this weekday. */
export function TodayChart({ day: { slots, timeZone, usualDays } }: { day: MonitorDay }) {
  const t = useTranslations('insights.monitor.today')
  const format = useFormatter()
  const text = useMetricText()
  const { points, ticks, empty } = prepareToday(slots)
  const time = (at: number) =>
    format.dateTime(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  const rate = (value: number | null) => (value === null ? '–' : text.percent(value))
  const count = (value: number | null) => (value === null ? '–' : text.count(Math.round(value * 10) / 10))
  const compared = usualDays > 0
  const head = [
    ...[t('time'), t('inflow'), t('answered'), t('abandoned'), t('serviceLevel')],
    ...(compared ? [t('usualInflow'), t('usualServiceLevel')] : []),
  ]
  const cells = (p: TodayPoint) => [
    ...[p.inflow, p.answered, p.abandoned].map(count),
    rate(p.serviceLevel),
    ...(compared ? [count(p.usualInflow), rate(p.usualServiceLevel)] : []),
  ]
  return (
    <ChartFrame
      title={t('title')}
      summary={compared ? `${t('summary')} ${t('summaryUsual', { days: usualDays })}` : t('summary')}
      legend={[
        ...(compared
          ? [{ label: t('usualLegend', { days: usualDays }), color: colors.before, line: true }]
          : []),
        { label: t('inflow'), color: colors.pale },
        { label: t('answered'), color: colors.active, line: true },
        { label: t('abandoned'), color: colors.lost },
        { label: t('serviceLevel'), color: colors.good, line: true },
      ]}
      head={head}
      rows={points.filter((p) => p.inflow || p.usualInflow).map((p) => [time(p.at), ...cells(p)])}
      chart={
        empty ? (
          <p style={{ color: 'var(--swy-text-quiet)', margin: '24px 0', textAlign: 'center' }}>{t('none')}</p>
        ) : (
          <ResponsiveContainer width="100%" height={220}>
            <ComposedChart
              accessibilityLayer={false}
              data={points}
              margin={{ top: 8, right: 4, bottom: 0, left: 4 }}
              barGap={-6}
            >
              <CartesianGrid vertical={false} stroke={colors.line} />
              <XAxis
                dataKey="at"
                type="number"
                domain={['dataMin', 'dataMax']}
                ticks={ticks}
                tickFormatter={time}
                scale="time"
                {...axis}
              />
              <YAxis
                yAxisId="count"
                allowDecimals={false}
                width={44}
                label={axisTitle(t('perSlot'))}
                {...axis}
              />
              <YAxis
                yAxisId="rate"
                orientation="right"
                domain={[0, 1]}
                ticks={[0, 0.5, 1]}
                tickFormatter={text.wholePercent}
                width={58}
                label={axisTitle(t('serviceLevel'), true)}
                {...axis}
              />
              <Tooltip
                isAnimationActive={false}
                content={({ payload }) => {
                  const point = payload?.[0]?.payload as TodayPoint | undefined
                  if (!point) return null
                  const values = cells(point)
                  return (
                    <Tip
                      title={time(point.at)}
                      rows={values.map((v, i) => [head[i + 1] ?? '', v] as const)}
                    />
                  )
                }}
              />
              {compared && (
                <Line
                  yAxisId="count"
                  dataKey="usualInflow"
                  stroke={colors.before}
                  strokeWidth={2}
                  dot={false}
                  type="monotone"
                  isAnimationActive={false}
                />
              )}
              {compared && (
                <Line
                  yAxisId="rate"
                  dataKey="usualServiceLevel"
                  stroke={colors.before}
                  strokeWidth={1}
                  strokeDasharray="2 3"
                  dot={false}
                  connectNulls
                  type="monotone"
                  isAnimationActive={false}
                />
              )}
              <Bar yAxisId="count" dataKey="inflow" fill={colors.pale} isAnimationActive={false} />
              <Bar yAxisId="count" dataKey="abandoned" fill={colors.lost} isAnimationActive={false} />
              <Line
                yAxisId="count"
                dataKey="answered"
                stroke={colors.active}
                strokeWidth={1.5}
                dot={false}
                type="linear"
                isAnimationActive={false}
              />
              <Line
                yAxisId="rate"
                dataKey="serviceLevel"
                stroke={colors.good}
                strokeWidth={1.5}
                dot={{ r: 1.5, fill: colors.good, strokeWidth: 0 }}
                connectNulls={false}
                type="linear"
                isAnimationActive={false}
              />
            </ComposedChart>
          </ResponsiveContainer>
        )
      }
    />
  )
}
