'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useLive } from '../live/use-live'
import { workApi } from '../work/work-api'

/** What the list is narrowed to; each as the API names it. */
export const manyKeys = [
  'status',
  'creationType',
  'groupId',
  'agentId',
  'channelId',
  'tag',
  'customerTag',
] as const
export const oneKeys = ['q', 'categoryId', 'minVip', 'snoozed', 'from', 'until'] as const
export type ManyKey = (typeof manyKeys)[number]
export type OneKey = (typeof oneKeys)[number]
export type Filter = Partial<Record<ManyKey, string[]>> & Partial<Record<OneKey, string>>

/** The filter as a query string: short, and in one order, so that equal filters are equal. */
export function toQuery(filter: Filter): string {
  const query = new URLSearchParams()
  for (const key of oneKeys) if (filter[key]) query.set(key, filter[key])
  for (const key of manyKeys) for (const value of filter[key] ?? []) query.append(key, value)
  return query.toString()
}

/** From a query string, or from what was saved; what is not known any more is left out. */
export function toFilter(source: string | Record<string, unknown>): Filter {
  const query =
    typeof source === 'string'
      ? new URLSearchParams(source)
      : new URLSearchParams(
          Object.entries(source).flatMap(([key, value]) =>
            (Array.isArray(value) ? value : [value]).map((one) => [key, String(one)]),
          ),
        )
  const filter: Filter = {}
  for (const key of oneKeys) {
    const value = query.get(key)
    if (value) filter[key] = value
  }
  for (const key of manyKeys) {
    const values = query.getAll(key)
    if (values.length > 0) filter[key] = values
  }
  return filter
}

/** How many conditions there are besides the words. */
export const countOf = (filter: Filter): number => Object.keys(filter).filter((key) => key !== 'q').length

/** A day as it is typed becomes moments in the reader's zone; the last day belongs to the stretch. */
export function toMoments(filter: Filter): Filter {
  const { from, until, ...rest } = filter
  const moment = (day: string, add: number) => {
    const date = new Date(`${day}T00:00:00`)
    date.setDate(date.getDate() + add)
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
  }
  const begin = from ? moment(from, 0) : undefined
  const end = until ? moment(until, 1) : undefined
  return { ...rest, ...(begin ? { from: begin } : {}), ...(end ? { until: end } : {}) }
}

/** The filter lives in the address: it survives a reload and can be handed on. */
export function useFilter(): [Filter, (next: Filter) => void] {
  const [text, setText] = useQueryState('filter', parseAsString.withDefault(''))
  const filter = useMemo(() => toFilter(text), [text])
  return [filter, (next) => void setText(toQuery(next) || null)]
}

const POLL_MS = 15_000

export function useSearch(filter: Filter) {
  const live = useLive()
  const query = toQuery(toMoments(filter))
  return useInfiniteQuery({
    queryKey: ['workspace', 'search', query],
    initialPageParam: '',
    queryFn: async ({ pageParam }) => {
      const cursor = pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''
      const page = await workApi.search(`${query}${cursor}`)
      live?.loader.put(page.items.map(({ conversation }) => conversation))
      return page
    },
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
    refetchInterval: POLL_MS,
  })
}
