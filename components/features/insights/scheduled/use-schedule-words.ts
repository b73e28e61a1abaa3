'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ScheduleView } from '@/server/modules/insights/contract'
import { timeText } from './prepare-schedules'

/** When it is sent, and what, in a sentence. */
export function useScheduleWords() {
  const t = useTranslations('insights.scheduled')
  const reports = useTranslations('insights.reports')
  const format = useFormatter()
  const weekday = (day: number) =>
    format.dateTime(new Date(Date.UTC(2024, 0, day)), { weekday: 'long', timeZone: 'UTC' })
  return {
    weekday,
    rhythm({ rhythm }: Pick<ScheduleView, 'rhythm'>): string {
      const time = timeText(rhythm.minute)
      if (rhythm.every === 'week') return t('rhythm.week', { weekday: weekday(rhythm.weekday), time })
      if (rhythm.every === 'month') return t('rhythm.month', { day: rhythm.monthDay, time })
      return t('rhythm.day', { time })
    },
    content({ content }: Pick<ScheduleView, 'content'>, customs: ReadonlyMap<string, string>): string {
      if (content.kind === 'data_set') return t('content.data_set')
      if (content.kind === 'custom') return customs.get(content.reportId) ?? t('content.custom')
      return t('contentBy', { grouping: reports(`filter.grouping.${content.groupBy}`) })
    },
  }
}
