'use client'

import { useLocale } from 'next-intl'
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { useToday } from '@/components/client/today'
import { periodOf, rosterViews, step, weekRuleOf } from './period'

const parsers = {
  view: parseAsStringLiteral(rosterViews).withDefault('week'),
  day: parseAsString,
  group: parseAsString,
  q: parseAsString.withDefault(''),
  conflicts: parseAsBoolean.withDefault(false),
}

const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/** What the roster shows; it stands in the address. */
export function useRosterView() {
  const [state, set] = useQueryStates(parsers, { clearOnDefault: true })
  const locale = useLocale()
  const rule = useMemo(
    () => weekRuleOf(locale, typeof navigator === 'undefined' ? undefined : navigator.language),
    [locale],
  )
  const today = useToday()
  const anchor = isDay(state.day) ? state.day : today
  const period = useMemo(() => periodOf(state.view, anchor, rule), [state.view, anchor, rule])
  return {
    ...{ view: state.view, anchor, rule, period, today },
    ...{ groupId: state.group, search: state.q, onlyConflicts: state.conflicts },
    setView: (view: (typeof rosterViews)[number]) => void set({ view }),
    setDay: (day: string | null) => void set({ day }),
    go: (by: 1 | -1) => void set({ day: step(state.view, anchor, by) }),
    setGroup: (group: string | null) => void set({ group }),
    setSearch: (q: string) => void set({ q }),
    setOnlyConflicts: (conflicts: boolean) => void set({ conflicts }),
  }
}

export type RosterViewState = ReturnType<typeof useRosterView>
