'use client'

import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useTRPC } from '@/components/client/trpc'
import { type Row, rowsOf } from './rows'
import type { RosterViewState } from './use-view'

/** Agents per request: what a tall screen shows twice over. */
export const PAGE = 100
const FRESH_MS = 30_000

/** The pages that are looked at, and lines by their number; a line that is not there yet is undefined. */
export function useRosterPages(view: RosterViewState, wanted: readonly number[]) {
  const trpc = useTRPC()
  const { period, groupId, search, onlyConflicts } = view
  const input = { from: period.from, until: period.until, groupId, search, onlyConflicts, pageSize: PAGE }
  const queries = useQueries({
    queries: wanted.map((page) =>
      trpc.schedules.roster.queryOptions(
        { ...input, page },
        { refetchInterval: FRESH_MS, ...(page === 1 && { placeholderData: keepPreviousData }) },
      ),
    ),
  })
  const first = queries[wanted.indexOf(1)]
  const pages = queries.map((query) => query.data)
  const rows = new Map(wanted.map((page, index) => [page, pages[index] && rowsOf(pages[index])]))
  const rowAt = (index: number): Row | undefined => rows.get(Math.floor(index / PAGE) + 1)?.[index % PAGE]
  return {
    first: first?.data,
    rowAt,
    total: first?.data?.total ?? 0,
    error: queries.find((query) => query.isError)?.error ?? null,
    retry: () => void Promise.all(queries.map((query) => query.refetch())),
    stale: first?.isPlaceholderData ?? false,
  }
}
