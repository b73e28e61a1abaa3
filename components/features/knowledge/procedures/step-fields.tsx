'use client'

import { ActionIcon, Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type ProcedureStep, stepButtons, stepKinds } from '@/server/modules/knowledge/contract'
import { asKind, type Language, toKey } from './form-values'
import { type Named, TargetField } from './target-field'

type Props = {
  step: ProcedureStep
  language: Language
  errorOf: (field: string) => ReactNode
  steps: readonly ProcedureStep[]
  others: readonly Named[]
  onChange: (step: ProcedureStep) => void
  onRename: (key: string) => void
}

export function StepFields(props: Props) {
  const { step, language, errorOf, onChange, onRename } = props
  const t = useTranslations('procedures')
  return (
    <Stack gap="xs">
      <Group grow align="start">
        <Select
          label={t('kindTitle')}
          allowDeselect={false}
          data={stepKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={step.kind}
          onChange={(kind) => kind && onChange(asKind(step, kind))}
        />
        <TextInput
          label={t('stepName')}
          value={step.key}
          maxLength={40}
          onChange={(event) => onRename(toKey(event.currentTarget.value))}
          error={errorOf('key')}
        />
      </Group>
      <Textarea
        key={language}
        label={t(`text.${step.kind}`)}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={4_000}
        value={step.texts[language]}
        onChange={(event) =>
          onChange({ ...step, texts: { ...step.texts, [language]: event.currentTarget.value } })
        }
        error={errorOf('texts')}
      />
      <KindFields {...props} />
    </Stack>
  )
}

function KindFields({ step, language, errorOf, steps, others, onChange }: Props) {
  const t = useTranslations('procedures')
  const places = { steps, others, ownKey: step.key }
  switch (step.kind) {
    case 'end':
      return null
    case 'choice':
      return <Options {...{ step, language, onChange, places }} error={errorOf('options')} />
    case 'check':
      return (
        <Group grow align="start">
          <TargetField
            label={t('ifYes')}
            {...places}
            value={step.target}
            onChange={(target) => onChange({ ...step, target })}
          />
          <TargetField
            label={t('ifNo')}
            {...places}
            value={step.otherwise}
            onChange={(otherwise) => onChange({ ...step, otherwise })}
          />
        </Group>
      )
    default:
      return (
        <>
          {step.kind === 'ask' && (
            <TextInput
              label={t('field')}
              description={t('fieldHint')}
              maxLength={60}
              value={step.field}
              onChange={(event) => onChange({ ...step, field: event.currentTarget.value })}
              error={errorOf('field')}
            />
          )}
          {step.kind === 'act' && <ButtonFields {...{ step, onChange }} error={errorOf('url')} />}
          <TargetField
            label={t('then')}
            {...places}
            value={step.target}
            onChange={(target) => onChange({ ...step, target })}
          />
        </>
      )
  }
}

type Act = Extract<ProcedureStep, { kind: 'act' }>
type ActProps = { step: Act; onChange: (step: Act) => void; error: ReactNode }

function ButtonFields({ step, onChange, error }: ActProps) {
  const t = useTranslations('procedures')
  return (
    <>
      <Group grow align="start">
        <Select
          label={t('buttonTitle')}
          allowDeselect={false}
          data={stepButtons.map((value) => ({ value, label: t(`button.${value}`) }))}
          value={step.button}
          onChange={(button) => button && onChange({ ...step, button })}
        />
        <TextInput
          label={t('label')}
          maxLength={80}
          value={step.label}
          onChange={(event) => onChange({ ...step, label: event.currentTarget.value })}
        />
      </Group>
      {step.button === 'link' && (
        <TextInput
          label={t('url')}
          type="url"
          maxLength={2_000}
          value={step.url ?? ''}
          onChange={(event) => onChange({ ...step, url: event.currentTarget.value || null })}
          error={error}
        />
      )}
    </>
  )
}

type Choice = Extract<ProcedureStep, { kind: 'choice' }>
type OptionsProps = {
  step: Choice
  language: Language
  onChange: (step: Choice) => void
  places: { steps: readonly ProcedureStep[]; others: readonly Named[]; ownKey: string }
  error: ReactNode
}

function Options({ step, language, onChange, places, error }: OptionsProps) {
  const t = useTranslations('procedures')
  const change = (options: Choice['options']) => onChange({ ...step, options })
  return (
    <>
      {step.options.map((option, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option has no name of its own
        <Group key={at} align="end" wrap="nowrap">
          <TextInput
            flex={1}
            label={t('option', { number: at + 1 })}
            maxLength={120}
            value={option.texts[language]}
            onChange={(event) => {
              const texts = { ...option.texts, [language]: event.currentTarget.value }
              change(step.options.with(at, { ...option, texts }))
            }}
          />
          <TargetField
            label={t('leadsTo', { number: at + 1 })}
            {...places}
            value={option.target}
            onChange={(target) => change(step.options.with(at, { ...option, target }))}
          />
          <ActionIcon
            size="lg"
            aria-label={t('removeOption', { number: at + 1 })}
            disabled={step.options.length === 1}
            onClick={() => change(step.options.toSpliced(at, 1))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      {error}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        disabled={step.options.length >= 12}
        onClick={() => change([...step.options, { texts: { en: '', zh: '' }, target: { to: 'next' } }])}
        style={{ alignSelf: 'start' }}
      >
        {t('addOption')}
      </Button>
    </>
  )
}
