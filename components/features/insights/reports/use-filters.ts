'use client'

import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useNow } from '@/components/client/now'
import { groupBy as groupings, isTime, metricKey, type ReportInput } from '@/server/modules/insights/contract'
import { type Dates, dateIn, isDate, type Preset, presetDates, presets } from './period-presets'
import type { Sort } from './prepare-rows'
import { columnsOf, groupingOf, leadingMetric, metricsOf, reports, type View } from './views'

const ids = parseAsArrayOf(parseAsString).withDefault([])
const parsers = {
  period: parseAsStringLiteral(presets).withDefault('last7'),
  from: parseAsString.withDefault(''),
  to: parseAsString.withDefault(''),
  zone: parseAsString.withDefault(''),
  by: parseAsStringLiteral(groupings.options),
  groups: ids,
  below: parseAsBoolean.withDefault(true),
  agents: ids,
  channels: ids,
  categories: ids,
  compare: parseAsBoolean.withDefault(true),
  sort: parseAsStringLiteral([...metricKey.options, 'name'] as const),
  up: parseAsBoolean.withDefault(false),
}

/** The whole report stands in its address: filters, grouping and order. */
export function useFilters(view: View, homeZone: string) {
  const [state, set] = useQueryStates(parsers, { history: 'replace' })
  const today = dateIn(zoneOf(state.zone, homeZone), useNow() || Date.now())
  const timeZone = zoneOf(state.zone, homeZone)
  const dates = datesOf(state.period, state, today)
  const groupBy = groupingOf(view, state.by)
  // What the report cannot be filtered by does not narrow it, wherever it came from.
  const of = (kind: 'groups' | 'agents' | 'channels' | 'categories') =>
    reports[view].filters.includes(kind) ? state[kind] : []
  const input: ReportInput = {
    ...dates,
    timeZone,
    groupBy,
    groupIds: of('groups'),
    subGroups: state.below,
    agentIds: of('agents'),
    channelIds: of('channels'),
    categoryIds: of('categories'),
    compare: state.compare,
    metrics: metricsOf(view, groupBy),
  }
  const known =
    state.sort === 'name' || (state.sort !== null && columnsOf(view, groupBy).includes(state.sort))
  const sort: Sort = known
    ? { by: state.sort ?? 'name', down: !state.up }
    : isTime(groupBy)
      ? { by: 'name', down: false }
      : { by: leadingMetric(view, groupBy), down: true }
  const narrowed = reports[view].filters.some((kind) => state[kind].length > 0)
  const clear = () => void set({ groups: null, agents: null, channels: null, categories: null })
  return { state, set, input, sort, today, narrowed, clear }
}
export type Filters = ReturnType<typeof useFilters>

function zoneOf(chosen: string, home: string): string {
  if (chosen === '') return home
  try {
    return new Intl.DateTimeFormat('en', { timeZone: chosen }).resolvedOptions().timeZone
  } catch {
    return home
  }
}

function datesOf(preset: Preset, chosen: Dates, today: string): Dates {
  if (preset !== 'custom') return presetDates(preset, today)
  const from = isDate(chosen.from) ? chosen.from : today
  const to = isDate(chosen.to) ? chosen.to : today
  return from <= to ? { from, to } : { from: to, to: from }
}
