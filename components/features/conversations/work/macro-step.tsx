'use client'

import { Group, NumberInput, Select, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { TagsField } from '@/components/patterns/fields/tags-field'
import type { MacroStep } from '@/server/modules/conversations/contract'
import { leavesOf } from '../dialogs/wrap-up-tree'
import { agentApi } from '../live/agent-api'
import { QuickReplyField } from './quick-reply-field'
import { workApi } from './work-api'

type Props = { label: string; step: MacroStep; onChange: (step: MacroStep) => void }

/** What one step needs. */
export function MacroStepFields({ label, step, onChange }: Props) {
  const t = useTranslations('workspace.macro')
  switch (step.kind) {
    case 'reply':
    case 'note':
      return (
        <Textarea
          flex={1}
          label={label}
          description={step.kind === 'reply' ? t('variables') : undefined}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={8_000}
          value={step.text}
          onChange={(event) => onChange({ ...step, text: event.currentTarget.value })}
        />
      )
    case 'quick_reply':
      return (
        <QuickReplyField
          label={label}
          value={step.quickReplyId}
          onChange={(quickReplyId) => onChange({ ...step, quickReplyId })}
        />
      )
    case 'tag':
      return (
        <TagsField
          data={[]}
          flex={1}
          label={label}
          maxTags={10}
          value={step.tags}
          onChange={(tags) => onChange({ ...step, tags })}
        />
      )
    case 'snooze':
      return (
        <NumberInput
          flex={1}
          label={label}
          description={t('minutes')}
          min={1}
          max={129_600}
          value={step.minutes}
          onChange={(value) => onChange({ ...step, minutes: Number(value) || 1 })}
        />
      )
    case 'wrap_up':
      return (
        <WrapUpField
          label={label}
          value={step.wrapUpId}
          onChange={(wrapUpId) => onChange({ ...step, wrapUpId })}
        />
      )
    case 'transfer':
      return <TransferFields label={label} step={step} onChange={onChange} />
    default:
      return (
        <Text flex={1} size="sm" pb={8}>
          {label}
        </Text>
      )
  }
}

function WrapUpField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (id: string) => void
}) {
  const locale = useLocale()
  const nodes = useQuery({
    queryKey: ['workspace', 'wrap-ups'],
    queryFn: async () => (await agentApi.wrapUps()).items,
    staleTime: 300_000,
  })
  const data = leavesOf(nodes.data ?? [], locale).map(({ id, path, name }) => ({
    value: id,
    label: [...path, name].join(' › '),
  }))
  return (
    <Select
      flex={1}
      searchable
      label={label}
      data={data}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
    />
  )
}

type Transfer = Extract<MacroStep, { kind: 'transfer' }>

function TransferFields({ label, step, onChange }: Omit<Props, 'step'> & { step: Transfer }) {
  const t = useTranslations('workspace.macro')
  const choices = useQuery({
    queryKey: ['workspace', 'filter-choices'],
    queryFn: workApi.filterChoices,
    staleTime: 300_000,
  })
  return (
    <Group flex={1} grow align="flex-end">
      <Select
        searchable
        label={label}
        data={(choices.data?.groups ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={step.groupId || null}
        onChange={(id) => onChange({ ...step, groupId: id ?? '' })}
      />
      <TextInput
        label={t('reason')}
        maxLength={200}
        value={step.reason}
        onChange={(event) => onChange({ ...step, reason: event.currentTarget.value })}
      />
    </Group>
  )
}
