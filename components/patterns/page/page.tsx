import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page.module.css'

type Props = { title: string; purpose?: string; actions?: ReactNode; children: ReactNode }

/** Title and one sentence of purpose, the primary action on the right, the content below. */
export function Page({ title, purpose, actions, children }: Props) {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.title}>
          <Title order={1}>{title}</Title>
          {purpose && <p className={classes.purpose}>{purpose}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}
