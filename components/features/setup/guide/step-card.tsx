'use client'

import { Badge, Button, Group, Paper, Text, Title, UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import classes from './guide.module.css'

type Props = {
  number: number
  title: string
  hint: string
  state: 'open' | 'done' | 'skipped'
  opened: boolean
  onOpen: () => void
  onSkip: () => void
  onResume: () => void
  children: ReactNode
}

const colors = { open: 'blue', done: 'green', skipped: 'gray' } as const

/** One step: its number, whether it is done, and its form when it is opened. */
export function StepCard({ number, title, hint, state, opened, onOpen, onSkip, onResume, children }: Props) {
  const t = useTranslations('guide')
  const id = useId()
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={`${id}-title`}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <UnstyledButton
          onClick={onOpen}
          aria-expanded={opened}
          aria-controls={`${id}-body`}
          className={classes.opener}
        >
          <span className={classes.number} data-done={state === 'done' || undefined} aria-hidden>
            {state === 'done' ? <IconCheck size={16} /> : number}
          </span>
          <span>
            <Title order={2} size="h4" id={`${id}-title`}>
              {title}
            </Title>
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          </span>
        </UnstyledButton>
        <Badge color={colors[state]} variant="light" className={classes.badge}>
          {t(`state.${state}`)}
        </Badge>
      </Group>
      <div id={`${id}-body`}>
        {opened && (
          <div className={classes.body}>
            {children}
            {state === 'open' && (
              <Button variant="subtle" size="xs" mt="sm" onClick={onSkip}>
                {t('skip')}
              </Button>
            )}
            {state === 'skipped' && (
              <Button variant="subtle" size="xs" mt="sm" onClick={onResume}>
                {t('resume')}
              </Button>
            )}
          </div>
        )}
      </div>
    </Paper>
  )
}
