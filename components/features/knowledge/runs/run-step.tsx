'use client'

import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Markdown } from '@/components/patterns/markdown/markdown'
import type { ProcedureStep, RunView } from '@/server/modules/knowledge/contract'
import { fillIn } from './fill-in'
import classes from './runs.module.css'
import { useTextIn } from './use-procedures'

/** What a step can do on the page around it. */
export type PanelActs = {
  insert: (text: string) => void
  wrapUp: () => void
  transfer: () => void
  end: () => void
}

type Props = {
  run: RunView
  step: ProcedureStep
  mayRun: boolean
  busy: boolean
  /** It follows a step, or a beginning, of this page. */
  goesOn: boolean
  acts: PanelActs
  onAnswer: (answer: string | null) => void
}

/** What is to be done now, with the buttons that do it. */
export function RunStep({ run, step, mayRun, busy, goesOn, acts, onAnswer }: Props) {
  const t = useTranslations('procedures.run')
  const words = useTranslations('procedures')
  const textIn = useTextIn()
  const text = fillIn(textIn(step.texts), run.steps)
  const place = useFocusOnStep(goesOn)
  return (
    <section className={classes.current} ref={place} tabIndex={-1} aria-label={t('current')}>
      <Text size="xs" c="dimmed">
        {words(`kind.${step.kind}`)}
      </Text>
      <Markdown text={text} />
      {mayRun && (
        <StepButtons step={step} text={text} busy={busy} acts={acts} onAnswer={onAnswer} textIn={textIn} />
      )}
    </section>
  )
}

/** After a step was taken here the keyboard goes on where the next one stands; on opening it stays where it is. */
function useFocusOnStep(wanted: boolean): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    const focused = document.activeElement
    if (!wanted || (focused && focused !== document.body)) return
    const first = place.current?.querySelector<HTMLElement>('input, button')
    ;(first ?? place.current)?.focus()
  }, [wanted])
  return place
}

type ButtonsProps = Omit<Props, 'run' | 'mayRun' | 'goesOn'> & {
  text: string
  textIn: ReturnType<typeof useTextIn>
}

function StepButtons({ step, text, busy, acts, onAnswer, textIn }: ButtonsProps) {
  const t = useTranslations('procedures.run')
  const look = { size: 'compact-md', disabled: busy } as const
  switch (step.kind) {
    case 'say':
      return (
        <Group gap="xs" mt="sm">
          <Button
            {...look}
            onClick={() => {
              acts.insert(text)
              onAnswer(null)
            }}
          >
            {t('insert')}
          </Button>
          <Button {...look} variant="default" onClick={() => onAnswer(null)}>
            {t('skip')}
          </Button>
        </Group>
      )
    case 'ask':
      return <Ask field={step.field} busy={busy} onAnswer={onAnswer} onInsert={() => acts.insert(text)} />
    case 'check':
      return (
        <Group gap="xs" mt="sm">
          <Button {...look} onClick={() => onAnswer('yes')}>
            {t('yes')}
          </Button>
          <Button {...look} variant="default" onClick={() => onAnswer('no')}>
            {t('no')}
          </Button>
        </Group>
      )
    case 'choice':
      return (
        <Stack gap="xs" mt="sm" align="stretch">
          {step.options.map(({ texts }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a published step never changes
            <Button {...look} key={at} variant="default" onClick={() => onAnswer(String(at))}>
              {textIn(texts)}
            </Button>
          ))}
        </Stack>
      )
    case 'act':
      return (
        <Group gap="xs" mt="sm">
          <ActButton step={step} acts={acts} />
          <Button
            {...look}
            variant={step.button === 'none' ? 'filled' : 'default'}
            onClick={() => onAnswer(null)}
          >
            {t('didIt')}
          </Button>
        </Group>
      )
    default:
      return (
        <Button {...look} mt="sm" onClick={() => onAnswer(null)}>
          {t('finish')}
        </Button>
      )
  }
}

type AskProps = { field: string; busy: boolean; onAnswer: (answer: string) => void; onInsert: () => void }

function Ask({ field, busy, onAnswer, onInsert }: AskProps) {
  const t = useTranslations('procedures.run')
  const [answer, setAnswer] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (answer.trim() !== '') onAnswer(answer)
      }}
    >
      <TextInput
        mt="sm"
        label={field}
        value={answer}
        maxLength={2_000}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
      <Group gap="xs" mt="sm">
        <Button size="compact-md" type="submit" disabled={busy || answer.trim() === ''}>
          {t('keep')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onInsert}>
          {t('askCustomer')}
        </Button>
      </Group>
    </form>
  )
}

function ActButton({ step, acts }: { step: Extract<ProcedureStep, { kind: 'act' }>; acts: PanelActs }) {
  const words = useTranslations('procedures')
  const label = step.label || words(`button.${step.button}`)
  if (step.button === 'none') return step.label ? <Text fw={600}>{step.label}</Text> : null
  if (step.button === 'link')
    return (
      <Button
        size="compact-md"
        component="a"
        href={step.url ?? undefined}
        target="_blank"
        rel="noreferrer noopener"
      >
        {label}
      </Button>
    )
  const run = { wrap_up: acts.wrapUp, transfer: acts.transfer, end: acts.end }[step.button]
  return (
    <Button size="compact-md" onClick={run}>
      {label}
    </Button>
  )
}
