import type { ReactNode } from 'react'
import classes from './data-table.module.css'

/** One line: what narrows the list on the left, what changes its look on the right. */
export function FilterLine({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className={classes.filters}>
      {children}
      {end && <div className={classes.filtersEnd}>{end}</div>}
    </div>
  )
}
