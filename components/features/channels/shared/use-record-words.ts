'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type ThresholdName, thresholdNames, useDurationText } from '@/components/patterns/threshold-fields'
import { flattenRecord } from '@/components/patterns/versioned-form/flatten-record'
import type { OpenSpan } from '@/server/modules/channels/contract'

type Labelled = { label?: { en?: string; zh?: string } }
type Dated = { date: string; name: string; spans: OpenSpan[] }

/** Settings of channels, hours and trees in the reader's words, for tables of changes. */
export function useRecordWords() {
  const t = useTranslations('channels')
  const thresholds = useTranslations('thresholds')
  const format = useFormatter()
  const say = useDurationText()
  const threshold = (field: string) =>
    thresholdNames.find((name) => field === name || field === `thresholds.${name}`)
  return { flatten: flattenRecord, nameOf, show }

  function nameOf(field: string): string {
    const name: ThresholdName | undefined = threshold(field)
    if (name) return thresholds(`name.${name}`)
    return t.has(`field.${field as 'name'}`) ? t(`field.${field as 'name'}`) : field
  }

  function show(field: string, value: unknown): string | undefined {
    if (threshold(field) && typeof value === 'number') return say(value)
    if (field === 'kind' && typeof value === 'string') return t(`kind.${value as 'web'}`)
    if (!Array.isArray(value) || value.length === 0) return undefined
    return format.list(value.map(item))
  }

  function item(value: unknown): string {
    if (typeof value === 'string') return value
    const { from, to } = value as OpenSpan
    if (from && to) return `${from}–${to}`
    const { date, name, spans } = value as Dated
    if (date) return [date, name, spans.map(item).join(' ')].filter(Boolean).join(' ')
    const { label } = value as Labelled
    return label?.en || label?.zh || JSON.stringify(value)
  }
}
