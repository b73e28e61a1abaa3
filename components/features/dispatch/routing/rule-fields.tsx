'use client'

import { NumberInput, Select, SimpleGrid, Stack, Switch, TextInput, Title } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import type { RuleSettings } from '@/server/modules/dispatch/contract'
import { ConditionFields } from './condition-fields'
import { TimeFields } from './time-fields'
import type { Routing } from './use-routing'

type Props = { form: UseFormReturnType<RuleSettings>; routing: Routing }

export function RuleFields({ form, routing }: Props) {
  const t = useTranslations('routing')
  const groups = routing.choices.groups
    .filter((group) => !group.disabled || group.id === form.values.groupId)
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Stack gap="md">
      <TextInput
        label={t('name')}
        required
        maxLength={80}
        data-autofocus
        {...form.getInputProps('name')}
        data-path="name"
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <Select
          label={t('group')}
          data={groups}
          required
          searchable
          allowDeselect={false}
          {...form.getInputProps('groupId')}
          value={form.values.groupId || null}
          data-path="groupId"
        />
        <NumberInput
          label={t('priorityBoost')}
          description={t('priorityBoostHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={0}
          max={100}
          allowDecimal={false}
          {...form.getInputProps('priorityBoost')}
          data-path="priorityBoost"
        />
      </SimpleGrid>
      <Switch label={t('enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
      <Title order={3}>{t('conditions')}</Title>
      <ConditionFields form={form} routing={routing} />
      <TimeFields form={form} zone={routing.choices.timeZone} />
    </Stack>
  )
}
