import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
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
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        // biome-ignore lint/a11y/useSemanticElements: no group of fields
        <div role="group" className={classes.scroll} tabIndex={0} aria-labelledby={id}>
          {children}
        </div>
      ) : (
        <p className={classes.empty}>{empty}</p>
      )}
    </section>
  )
}

type MoreProps = { shown: number; total: number; most: number; onMore: () => void }

/** Says that a list is cut, and shows more of it. */
export function More({ shown, total, most, onMore }: MoreProps) {
  const t = useTranslations('insights.monitor')
  if (shown >= total) return null
  return (
    <p className={classes.more}>
      {t('shown', { shown, total })}
      {shown < most && (
        <Button variant="subtle" size="compact-sm" onClick={onMore}>
          {t('more')}
        </Button>
      )}
    </p>
  )
}
