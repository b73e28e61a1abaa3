'use client'

import type { Column } from './column'
import { ColumnMenu } from './column-menu'
import { SavedViews } from './saved-views'
import type { TableState } from './table-state'

type Props<Row> = { screen: string; columns: readonly Column<Row>[]; state: TableState }

/** What every list has at the end of its filter line: views one keeps, and which columns are shown. */
export function TableTools<Row>({ screen, columns, state }: Props<Row>) {
  return (
    <>
      <SavedViews screen={screen} />
      <ColumnMenu columns={columns} state={state} />
    </>
  )
}
