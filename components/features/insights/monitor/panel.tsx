import type { ReactNode } from 'react'
import { useId } from 'react'
import classes from './monitor.module.css'

type Props = { title: string; count: number; end?: ReactNode; empty: string | null; children: ReactNode }

export function Panel({ title, count, end, empty, children }: Props) {
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header>
        <h2 id={id}>
          {title} <span className={classes.quiet}>{count}</span>
        </h2>
        {end}
      </header>
      {empty === null ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={classes.scroll} tabIndex={0} aria-labelledby={id}>
          {children}
        </section>
      ) : (
        <p className={classes.empty}>{empty}</p>
      )}
    </section>
  )
}
