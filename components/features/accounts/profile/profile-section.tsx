import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './profile-section.module.css'

type Props = { title: string; hint: string; children: ReactNode }

export function ProfileSection({ title, hint, children }: Props) {
  return (
    <section className={classes.section}>
      <div>
        <Title order={2}>{title}</Title>
        <p className={classes.hint}>{hint}</p>
      </div>
      <div className={classes.content}>{children}</div>
    </section>
  )
}
