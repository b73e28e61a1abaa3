import type { ReactNode } from 'react'

/** A column as a page describes it; the header, the skeleton and the narrow form follow from it. */
export type Column<Row> = {
  /** Stands in the address, and is what the server sorts by. */
  id: string
  title: string
  cell: (row: Row) => ReactNode
  sortable?: boolean
  /** Numbers stand at the end. */
  align?: 'start' | 'end'
  /** CSS width, such as 96 or '30%'. */
  width?: number | string
  /** Shown only when chosen. */
  optional?: boolean
  /** Names the row: cannot be hidden, and is the heading of the narrow form. Exactly one column. */
  heading?: boolean
}
