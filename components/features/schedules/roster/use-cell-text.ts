'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Conflict, RosterEntryView, TemplateView } from '@/server/modules/schedules/contract'
import { shiftSpan, spanText } from '../shared/times'
import { entriesOf, leaveOn, type Row } from './rows'

export type Templates = ReadonlyMap<string, TemplateView>

/** What a cell says in words: to those who hear it, and in its tooltip. */
export function useCellText(templates: Templates) {
  const t = useTranslations('roster')
  const format = useFormatter()
  return useMemo(() => {
    // A month of 30 lines in sight says each of its days 30 times.
    const days = new Map<string, string>()
    const dayText = (day: string) => {
      const known = days.get(day)
      if (known) return known
      const said = format.dateTime(new Date(`${day}T12:00:00Z`), {
        ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
      })
      days.set(day, said)
      return said
    }
    const free = t('free')
    const hours = (minutes: number) => format.number(minutes / 60, { maximumFractionDigits: 1 })
    const conflictText = ({ kind, minutes }: Conflict) =>
      t(`conflict.${kind}`, { hours: minutes === null ? '' : hours(minutes) })
    const entryText = (row: Row, entry: RosterEntryView) => {
      const segments = row.shapes[entry.shape] ?? []
      const breaks = segments.filter((segment) => segment.kind === 'break')
      return [
        (entry.templateId && templates.get(entry.templateId)?.name) || t('ownTimes'),
        shiftSpan(segments),
        ...breaks.map(({ from, until }) => t('breakAt', { span: spanText(from, until) })),
        ...(entry.state === 'published' ? [] : [t(`state.${entry.state}`)]),
        ...(entry.note ? [entry.note] : []),
        ...(row.conflicts.get(entry.id) ?? []).map(conflictText),
      ].join(', ')
    }
    const cellText = (row: Row, day: string) => {
      const leave = leaveOn(row, day)
      const parts = entriesOf(row, day).map((entry) => entryText(row, entry))
      if (leave) parts.push(t(leave.approved ? 'onLeave' : 'leaveAsked'))
      return `${row.agent.name}, ${dayText(day)}: ${parts.length > 0 ? parts.join('; ') : free}`
    }
    return { cellText, dayText, conflictText }
  }, [t, format, templates])
}

export type CellText = ReturnType<typeof useCellText>
