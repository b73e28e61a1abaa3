'use client'

import { parseAsJson, parseAsString, useQueryStates } from 'nuqs'
import { type CustomDefinition, customDefinition } from '@/server/modules/insights/contract'

const parsers = {
  report: parseAsString,
  shown: parseAsJson((value) => customDefinition.safeParse(value).data ?? null),
}

/** The report stands in its address: a saved one by its id, and what was changed since. */
export function useDefinition(homeZone: string, saved: CustomDefinition | undefined) {
  const [state, set] = useQueryStates(parsers, { history: 'replace' })
  const first = saved ?? freshDefinition(homeZone)
  const definition = state.shown ?? first
  return {
    definition,
    changed: state.shown !== null && JSON.stringify(state.shown) !== JSON.stringify(first),
    change: (more: Partial<CustomDefinition>) => {
      const next = customDefinition.safeParse({ ...definition, ...more })
      if (next.success) void set({ shown: next.data })
    },
    /** Another report; null = a new one. */
    open: (report: string | null) => void set({ report, shown: null }),
  }
}

export const useOpenedReport = (): string | null => useQueryStates({ report: parsers.report })[0].report

export const freshDefinition = (timeZone: string): CustomDefinition =>
  customDefinition.parse({
    metrics: ['offered', 'service_level', 'csat'],
    rows: 'day',
    timeZone,
    chart: 'bar',
  })
