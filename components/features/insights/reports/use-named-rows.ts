'use client'

import { type DateTimeFormatOptions, useFormatter, useLocale, useTranslations } from 'next-intl'
import { type GroupBy, type Report, waitBands } from '@/server/modules/insights/contract'
import { alarmKinds } from '@/server/modules/oversight/contract'
import { useReasonText } from '../shared/use-reason-text'
import { type NamedRow, nameOf } from './prepare-rows'

/** The name of a cell that the reader's language knows by itself: times, statuses, stars, bands, kinds. */
export function useCellName(): (cell: string, by: GroupBy) => string | null {
  const t = useTranslations('insights.reports')
  const oversight = useTranslations('oversight')
  const state = useTranslations('insights.monitor.agents.state')
  const reason = useReasonText()
  const format = useFormatter()
  const date = (cell: string, options: DateTimeFormatOptions) =>
    format.dateTime(new Date(cell), { timeZone: 'UTC', ...options })
  // The first of January 2024 was a Monday.
  const weekday = (day: string) => date(`2024-01-0${day}`, { weekday: 'long' })
  const band = (cell: string) => {
    const index = Number(cell)
    const [longest, before] = [waitBands[index], waitBands[index - 1] ?? 0]
    const text = (ms: number) =>
      ms > 60_000 ? t('band.minutes', { count: ms / 60_000 }) : t('band.seconds', { count: ms / 1_000 })
    if (longest === 0) return t('band.none')
    return longest === undefined
      ? t('band.longer', { time: text(before) })
      : t('band.upTo', { time: text(longest) })
  }
  const status = (cell: string) => {
    if (!cell.startsWith('busy')) return state('online')
    const why = reason(cell.slice('busy:'.length) || null)
    return why ? t('busyWith', { reason: why }) : state('busy')
  }
  return (cell, by) => {
    switch (by) {
      case 'hour':
        return `${cell}:00`
      case 'day':
        return date(cell, { weekday: 'short', day: 'numeric', month: 'short' })
      case 'week':
        return t('weekOf', { date: date(cell, { day: 'numeric', month: 'short' }) })
      case 'month':
        return date(`${cell}-01`, { month: 'long', year: 'numeric' })
      case 'weekday':
        return weekday(cell)
      case 'weekday_hour':
        return `${weekday(cell.slice(0, 1))} ${cell.slice(2)}:00`
      case 'score':
        return t('details.stars', { count: Number(cell) })
      case 'wait':
        return band(cell)
      case 'status':
        return status(cell)
      case 'alarm': {
        const known = alarmKinds.find((one) => one === cell)
        return known ? oversight(`kind.${known}`) : cell
      }
      default:
        return null
    }
  }
}

/** Rows with their names: of people and things as they are, of times in the reader's language. */
export function useNamedRows(): (report: Report, by: GroupBy, parents: ReadonlySet<string>) => NamedRow[] {
  const t = useTranslations('insights.reports')
  const locale = useLocale()
  const cellName = useCellName()
  return (report, by, parents) =>
    report.rows.map((row) => {
      const name = cellName(row.cell, by) ?? nameOf(row.label, locale) ?? t('unnamed')
      const includesOthers = by === 'group' && parents.has(row.cell)
      return { ...row, name: includesOthers ? t('withBelow', { name }) : name, includesOthers }
    })
}
