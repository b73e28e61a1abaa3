'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { splitDuration } from './durations'

/** "90 s", "3 min", "72 h" in the reader's language. */
export function useDurationText(): (ms: number) => string {
  const t = useTranslations('thresholds.said')
  const format = useFormatter()
  return (ms) => {
    const { amount, unit } = splitDuration(ms)
    return t(`${unit}`, { amount: format.number(amount) })
  }
}
