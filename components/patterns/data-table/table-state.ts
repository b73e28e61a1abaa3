'use client'

import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { Column } from './column'

export const pageSizes = [25, 50, 100] as const

const parsers = {
  q: parseAsString.withDefault(''),
  sort: parseAsString.withDefault(''),
  page: parseAsInteger.withDefault(1),
  size: parseAsInteger.withDefault(pageSizes[0]),
  cols: parseAsArrayOf(parseAsString),
}

export type Sort = { id: string; direction: 'asc' | 'desc' }

/**
 * Search, sort, page and columns of the page's table. They live in the address, so that a reload, a
 * bookmark or a link to a colleague shows the same. Everything but turning the page starts again at page 1.
 */
export function useTableState<Row>(columns: readonly Column<Row>[], firstSort: Sort) {
  const [state, set] = useQueryStates(parsers, { clearOnDefault: true })
  const sort = readSort(state.sort, columns) ?? firstSort
  const standard = columns.filter((column) => !column.optional).map((column) => column.id)
  const shown = columns
    .filter((column) => column.heading || (state.cols ?? standard).includes(column.id))
    .map((column) => column.id)
  return {
    search: state.q,
    sort,
    page: Math.max(1, state.page),
    pageSize: (pageSizes as readonly number[]).includes(state.size) ? state.size : pageSizes[0],
    shown,
    setSearch: (q: string) => void set({ q, page: null }),
    setSort: (id: string) => {
      const direction = sort.id === id && sort.direction === 'asc' ? 'desc' : 'asc'
      void set({ sort: `${id}.${direction}`, page: null })
    },
    setPage: (page: number) => void set({ page }),
    setPageSize: (size: number) => void set({ size, page: null }),
    setShown: (ids: string[]) => {
      const ordered = columns.map((column) => column.id).filter((id) => ids.includes(id))
      void set({ cols: String(ordered) === String(standard) ? null : ordered })
    },
    /** Back to page 1: for filters that a page keeps in the address beside these. */
    toFirstPage: () => void set({ page: null }),
  }
}

export type TableState = ReturnType<typeof useTableState>

function readSort(text: string, columns: readonly Column<never>[]): Sort | null {
  const [id, direction] = text.split('.')
  if (!columns.some((column) => column.id === id && column.sortable)) return null
  return { id: id ?? '', direction: direction === 'desc' ? 'desc' : 'asc' }
}

/** A filter with a few values, in the address under its own name; null = not filtered. */
export function filterOf<const T extends string>(values: readonly T[]) {
  return parseAsStringLiteral(values)
}
