'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { MetricKey } from '@/server/modules/insights/contract'
import { countsMembers, metrics } from '@/server/modules/insights/contract'
import { clockText } from './durations'

const longMs = 10 * 3_600_000

/** Values in the viewer's language with their unit; a value that does not exist is a dash. */
export function useMetricText() {
  const format = useFormatter()
  const t = useTranslations('insights.unit')
  const percent = (value: number) =>
    format.number(value, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const hours = (ms: number) => t('hours', { count: ms / 3_600_000 })
  const duration = (ms: number) => (ms >= longMs ? hours(ms) : clockText(ms))
  return {
    percent,
    /** For axes and targets, where a tenth of a percent says nothing. */
    wholePercent: (value: number) => format.number(value, { style: 'percent', maximumFractionDigits: 0 }),
    /** What is there is never told as nothing. */
    share: (value: number) =>
      value > 0 && value < 0.005
        ? `<${format.number(0.01, { style: 'percent' })}`
        : format.number(value, { style: 'percent', maximumFractionDigits: 0 }),
    duration,
    count: (value: number) => format.number(value),
    /** For axes and small fields. */
    brief(key: MetricKey, value: number): string {
      const { unit, family } = metrics[key]
      if (unit === 'rate') return format.number(value, { style: 'percent', maximumFractionDigits: 0 })
      if (unit === 'ms') return countsMembers(family) ? hours(value) : duration(value)
      return format.number(value, {
        maximumFractionDigits: 1,
        notation: value >= 10_000 ? 'compact' : 'standard',
      })
    },
    metric(key: MetricKey, value: number | null | undefined): string {
      if (value === null || value === undefined) return '–'
      switch (metrics[key].unit) {
        case 'rate':
          return percent(value)
        case 'ms':
          return countsMembers(metrics[key].family) ? hours(value) : duration(value)
        case 'ratio':
          return format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
        default:
          return format.number(value)
      }
    },
  }
}
