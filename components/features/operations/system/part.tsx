import { Group, Paper, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import type { HealthPart, HealthState } from '@/server/modules/operations/contract'
import { StateBadge } from './state-badge'
import classes from './system.module.css'

type Props = { part: HealthPart; state: HealthState; children: ReactNode }

/** One part of the installation under its name and state. */
export function Part({ part, state, children }: Props) {
  const t = useTranslations('system')
  const id = useId()
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Title order={2} size="h4" id={id}>
          {t(`part.${part}`)}
        </Title>
        <StateBadge state={state} />
      </Group>
      {children}
    </Paper>
  )
}

/** Names and what they are. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {rows.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A table that scrolls by itself where it is too wide, by keyboard too. */
export function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
