'use client'

import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Column } from './column'
import classes from './data-table.module.css'
import type { TableState } from './table-state'

type Props<Row> = {
  columns: readonly Column<Row>[]
  state: TableState
  withActions: boolean
  selection: { all: boolean; some: boolean; toggle: () => void } | undefined
}

export function TableHead<Row>({ columns, state, withActions, selection }: Props<Row>) {
  const t = useTranslations('table')
  return (
    <thead>
      <tr>
        {selection && (
          <th className={classes.box}>
            <Checkbox
              size="xs"
              checked={selection.all && selection.some}
              indeterminate={selection.some && !selection.all}
              onChange={selection.toggle}
              aria-label={t('selectAll')}
            />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            style={{ width: column.width }}
            data-align={column.align}
            aria-sort={ariaSort(column, state)}
          >
            {column.sortable ? <SortButton column={column} state={state} /> : column.title}
          </th>
        ))}
        {withActions && <th className={classes.actions} aria-hidden />}
      </tr>
    </thead>
  )
}

function SortButton<Row>({ column, state }: { column: Column<Row>; state: TableState }) {
  const t = useTranslations('table')
  const mine = state.sort.id === column.id
  const Arrow = mine ? (state.sort.direction === 'asc' ? IconArrowUp : IconArrowDown) : IconArrowsSort
  return (
    <button
      type="button"
      className={classes.sort}
      data-active={mine || undefined}
      onClick={() => state.setSort(column.id)}
      title={t('sortBy', { column: column.title })}
    >
      {column.title}
      <Arrow size={13} aria-hidden />
    </button>
  )
}

function ariaSort<Row>(column: Column<Row>, state: TableState) {
  if (!column.sortable) return undefined
  if (state.sort.id !== column.id) return 'none' as const
  return state.sort.direction === 'asc' ? ('ascending' as const) : ('descending' as const)
}
