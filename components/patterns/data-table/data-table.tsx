'use client'

import { Checkbox } from '@mantine/core'
import {
  type ColumnDef,
  columnVisibilityFeature,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useTranslations } from 'next-intl'
import { type ReactNode, useMemo, useState } from 'react'
import type { Column } from './column'
import classes from './data-table.module.css'
import { SelectionBar } from './selection-bar'
import { SkeletonRows } from './skeleton-rows'
import { TableFoot } from './table-foot'
import { TableHead } from './table-head'
import type { TableState } from './table-state'
import { useRowKeys } from './use-row-keys'

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })
type Features = typeof features

type Props<Row extends { id: string }> = {
  /** Says what the rows are, for screen readers. */
  label: string
  columns: readonly Column<Row>[]
  state: TableState
  /** The page as it was asked for: without data while the first is on its way, with those before until the next. */
  list: { data: { rows: readonly Row[]; total: number } | undefined; isPlaceholderData: boolean }
  /** Instead of rows: failed, none yet, or no match. */
  message?: ReactNode
  nameOf: (row: Row) => string
  onOpen?: (row: Row) => void
  isQuiet?: (row: Row) => boolean
  rowActions?: (row: Row) => ReactNode
  /** Gives every row a box; what is drawn here stands over the table while any is ticked. */
  bulk?: (rows: Row[], clear: () => void) => ReactNode
  /** Rows whose box can be ticked; all unless said otherwise. */
  isSelectable?: (row: Row) => boolean
}

const none: never[] = []

/** One page of a server-side list. It never sorts, filters or cuts by itself. */
export function DataTable<Row extends { id: string }>(props: Props<Row>) {
  const { columns, state, list, message, bulk, onOpen, rowActions } = props
  const rows = list.data?.rows
  const stale = list.isPlaceholderData
  const t = useTranslations('table')
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({})
  const columnDefs = useMemo(() => columns.map(toColumnDef), [columns])
  const table = useTable<Features, Row>({
    features,
    columns: columnDefs,
    data: rows ?? none,
    getRowId: (row) => row.id,
    enableRowSelection: (row) => bulk !== undefined && (props.isSelectable?.(row.original) ?? true),
    state: {
      rowSelection,
      columnVisibility: Object.fromEntries(columns.map((c) => [c.id, state.shown.includes(c.id)])),
    },
    onRowSelectionChange: setRowSelection,
  })
  const shown = columns.filter((column) => state.shown.includes(column.id))
  const selected = (rows ?? none).filter((row) => rowSelection[row.id])
  const keys = useRowKeys()

  return (
    <section className={classes.frame} aria-label={props.label} aria-busy={rows === undefined || stale}>
      {bulk && selected.length > 0 && (
        <SelectionBar count={selected.length} onClear={() => setRowSelection({})}>
          {bulk(selected, () => setRowSelection({}))}
        </SelectionBar>
      )}
      <div className={classes.scroll} data-stale={stale || undefined}>
        <table className={classes.table}>
          <TableHead
            columns={shown}
            state={state}
            withActions={rowActions !== undefined}
            selection={
              bulk && {
                all: table.getIsAllRowsSelected(),
                some: selected.length > 0,
                toggle: () => table.toggleAllRowsSelected(),
              }
            }
          />
          <tbody {...keys}>
            {rows === undefined && !message && (
              <SkeletonRows columns={shown} lead={bulk !== undefined} tail={rowActions !== undefined} />
            )}
            {!message &&
              table.getRowModel().rows.map((row) => (
                <tr
                  key={row.id}
                  tabIndex={-1}
                  data-row={row.id}
                  data-selected={row.getIsSelected() || undefined}
                  data-quiet={props.isQuiet?.(row.original) || undefined}
                >
                  {bulk && (
                    <td className={classes.box}>
                      <Checkbox
                        size="xs"
                        checked={row.getIsSelected()}
                        disabled={!row.getCanSelect()}
                        onChange={row.getToggleSelectedHandler()}
                        aria-label={t('selectRow', { name: props.nameOf(row.original) })}
                      />
                    </td>
                  )}
                  {row.getVisibleCells().map((cell) => {
                    const column = columns.find((c) => c.id === cell.column.id)
                    return (
                      <td
                        key={cell.id}
                        data-align={column?.align}
                        data-heading={column?.heading || undefined}
                        data-title={column?.title}
                      >
                        {column?.heading && onOpen ? (
                          <button
                            type="button"
                            className={classes.open}
                            onClick={() => onOpen(row.original)}
                            data-open
                          >
                            <table.FlexRender cell={cell} />
                          </button>
                        ) : (
                          <table.FlexRender cell={cell} />
                        )}
                      </td>
                    )
                  })}
                  {rowActions && <td className={classes.actions}>{rowActions(row.original)}</td>}
                </tr>
              ))}
          </tbody>
        </table>
        {message}
      </div>
      <TableFoot
        state={state}
        total={list.data?.total ?? 0}
        hidden={rows === undefined || message !== undefined}
      />
    </section>
  )
}

function toColumnDef<Row extends { id: string }>(column: Column<Row>): ColumnDef<Features, Row> {
  return { id: column.id, header: column.title, cell: ({ row }) => column.cell(row.original) }
}
