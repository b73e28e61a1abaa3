'use client'

import { useTranslations } from 'next-intl'
import { clockText } from '../shared/durations'
import { useMetricText } from '../shared/use-metric-text'
import type { Figure } from './prepare-figures'

/** A figure and what is said under it, in words of the reader. */
export function useFigureText() {
  const t = useTranslations('insights.monitor')
  const text = useMetricText()
  const shown = (value: number | null, unit: Figure['unit']) =>
    value === null
      ? '–'
      : unit === 'ms'
        ? clockText(value)
        : unit === 'rate'
          ? text.wholePercent(value)
          : text.count(value)
  return {
    value: ({ value, unit }: Figure) => shown(value, unit),
    of: ({ of }: Figure) => (of === null ? null : text.count(of)),
    target: ({ key, target }: Figure): string =>
      t(`target.${key}`, {
        target:
          key === 'awaiting_reply' || key === 'longest_wait'
            ? shown(target, 'ms')
            : key === 'slot_occupancy' || key === 'abandoned_today' || key === 'service_level_today'
              ? shown(target, 'rate')
              : shown(target, 'count'),
      }),
  }
}
