import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useAuditNames } from '@/components/patterns/audit/names'
import type { TableState } from '@/components/patterns/data-table'

/** What narrows the log, all of it in the address. Days are the viewer's own. */
export function useAuditFilters(state: TableState) {
  const [actor, setActor] = useQueryState('who', parseAsString)
  const [entity, setEntity] = useQueryState('kind', parseAsString)
  const [action, setAction] = useQueryState('action', parseAsString)
  const [origin, setOrigin] = useQueryState('origin', parseAsString.withDefault(''))
  const [from, setFrom] = useQueryState('from', parseAsString.withDefault(''))
  const [until, setUntil] = useQueryState('until', parseAsString.withDefault(''))
  const [entityId, setEntityId] = useQueryState('record', parseAsString)
  const input = useMemo(
    () => ({
      ...(state.search && { search: state.search }),
      ...(actor && { actorId: actor }),
      ...(entity && { entity }),
      ...(entityId && { entityId }),
      ...(action && { action }),
      ...(origin.trim() && { origin: origin.trim() }),
      ...(startOf(from, 0) && { from: startOf(from, 0) }),
      ...(startOf(until, 1) && { until: startOf(until, 1) }),
    }),
    [state.search, actor, entity, entityId, action, origin, from, until],
  )
  const changing =
    <T>(set: (value: T) => unknown) =>
    (value: T) => {
      void set(value)
      state.toFirstPage()
    }
  return {
    ...{ actor, entity, action, origin, from, until, entityId, input },
    setActor: changing(setActor),
    setEntity: changing(setEntity),
    setAction: changing(setAction),
    setOrigin: changing(setOrigin),
    setFrom: changing(setFrom),
    setUntil: changing(setUntil),
    narrowed: Object.keys(input).length > 0,
    clear: () => {
      state.setSearch('')
      for (const set of [setActor, setEntity, setAction, setOrigin, setFrom, setUntil, setEntityId])
        void set(null)
    },
  }
}
export type AuditFilters = ReturnType<typeof useAuditFilters>

/** The beginning of a day, or of the one `later`; undefined where it is no date. */
function startOf(day: string, later: number): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!match) return undefined
  const date = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + later)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** Stored words as choices, in the reader's language and order. */
export function useChoices(kind: 'entity' | 'action', values: readonly string[] | undefined) {
  const names = useAuditNames()
  return (values ?? [])
    .map((value) => ({ value, label: names[kind](value) }))
    .sort((a, b) => a.label.localeCompare(b.label))
}
