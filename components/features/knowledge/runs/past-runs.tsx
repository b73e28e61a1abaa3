'use client'

import { Badge, Group, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { When } from '@/components/patterns/time/when'
import type { RunStepView, RunView } from '@/server/modules/knowledge/contract'
import { plainText } from '@/server/modules/knowledge/contract'
import classes from './runs.module.css'
import { useTextIn } from './use-procedures'

const COLORS = { running: 'blue', done: 'green', stopped: 'gray', bounded: 'yellow' } as const

/** What was done in this conversation before, each with its steps. */
export function PastRuns({ runs }: { runs: readonly RunView[] }) {
  const t = useTranslations('procedures.run')
  const textIn = useTextIn()
  return (
    <section className={classes.past} aria-label={t('past')}>
      <Text size="sm" fw={600}>
        {t('past')}
      </Text>
      {runs.map((run) => (
        <details key={run.id}>
          <summary>
            <Group gap="xs" component="span" display="inline-flex">
              <span>{textIn(run.names)}</span>
              <Badge variant="light" color={COLORS[run.state]} tt="none">
                {t(`state.${run.state}`)}
              </Badge>
            </Group>
          </summary>
          <Text size="xs" c="dimmed" component="div">
            {t('begunBy', { name: run.startedBy })} · <When at={run.startedAt} />
          </Text>
          <DoneSteps run={run} />
        </details>
      ))}
    </section>
  )
}

export function DoneSteps({ run }: { run: RunView }) {
  return (
    <ol className={classes.done}>
      {run.steps.map((one) => (
        <li key={one.number}>
          <DoneStep one={one} />
        </li>
      ))}
    </ol>
  )
}

function DoneStep({ one: { step, answer, by, at } }: { one: RunStepView }) {
  const t = useTranslations('procedures.run')
  const textIn = useTextIn()
  const first = plainText(textIn(step.texts)).split('\n')[0]
  return (
    <>
      <div>{first}</div>
      {step.kind === 'ask' && (
        <div>
          {step.field}: <b>{answer ?? t('erased')}</b>
        </div>
      )}
      {step.kind === 'check' && <b>{t(answer === 'yes' ? 'yes' : 'no')}</b>}
      {step.kind === 'choice' && <b>{textIn(step.options[Number(answer)]?.texts ?? { en: '', zh: '' })}</b>}
      <div className={classes.quiet}>
        {by} · <When at={at} />
      </div>
    </>
  )
}
