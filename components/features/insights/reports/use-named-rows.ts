'use client'

import { type DateTimeFormatOptions, useFormatter, useLocale, useTranslations } from 'next-intl'
import type { GroupBy, Report } from '@/server/modules/insights/contract'
import { type NamedRow, nameOf } from './prepare-rows'

/** Rows with their names: of people and things as they are, of times in the reader's language. */
export function useNamedRows(): (report: Report, by: GroupBy, parents: ReadonlySet<string>) => NamedRow[] {
  const t = useTranslations('insights.reports')
  const format = useFormatter()
  const locale = useLocale()
  const date = (cell: string, options: DateTimeFormatOptions) =>
    format.dateTime(new Date(cell), { timeZone: 'UTC', ...options })
  const timeName = (cell: string, by: GroupBy): string | null => {
    if (by === 'hour') return `${cell}:00`
    if (by === 'month') return date(`${cell}-01`, { month: 'long', year: 'numeric' })
    if (by === 'week') return t('weekOf', { date: date(cell, { day: 'numeric', month: 'short' }) })
    return by === 'day' ? date(cell, { weekday: 'short', day: 'numeric', month: 'short' }) : null
  }
  return (report, by, parents) =>
    report.rows.map((row) => {
      const name = timeName(row.cell, by) ?? nameOf(row.label, locale) ?? t('unnamed')
      const includesOthers = by === 'group' && parents.has(row.cell)
      return { ...row, name: includesOthers ? t('withBelow', { name }) : name, includesOthers }
    })
}
