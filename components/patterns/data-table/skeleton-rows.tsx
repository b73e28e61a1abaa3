'use client'

import { Skeleton } from '@mantine/core'
import { Late } from '../states/late'
import type { Column } from './column'

type Props<Row> = { columns: readonly Column<Row>[]; lead: boolean; tail: boolean }

/** Rows of the same shape as those that come. */
export function SkeletonRows<Row>({ columns, lead, tail }: Props<Row>) {
  return (
    <Late>
      {Array.from({ length: 8 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else.
        <tr key={index} aria-hidden>
          {lead && <td />}
          {columns.map((column) => (
            <td key={column.id} data-align={column.align}>
              <Skeleton h={12} w={column.heading ? '60%' : 48} display="inline-block" />
            </td>
          ))}
          {tail && <td />}
        </tr>
      ))}
    </Late>
  )
}
