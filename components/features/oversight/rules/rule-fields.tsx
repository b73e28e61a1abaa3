'use client'

import {
  Checkbox,
  Code,
  Fieldset,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { useRoleName } from '@/components/patterns/role-name'
import { type AlarmRuleSettings, alarmKinds, alarmLevels } from '@/server/modules/oversight/contract'
import { unitOf } from './unit-of'

type Form = UseFormReturnType<AlarmRuleSettings>
const named = (items: readonly { id: string; name: string }[] = []) =>
  items.map(({ id, name }) => ({ value: id, label: name }))

export function RuleFields({ form }: { form: Form }) {
  const t = useTranslations('oversight')
  const { kind } = form.values
  return (
    <Stack gap="md">
      <TextInput
        label={t('rules.name')}
        description={t('rules.nameHint')}
        placeholder={t(`kind.${kind}`)}
        {...form.getInputProps('name')}
      />
      <Select
        label={t('rules.kind')}
        data={alarmKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('kind')}
      />
      <Select
        label={t('rules.level')}
        data={alarmLevels.map((value) => ({ value, label: t(`level.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('level')}
      />
      <NumberInput
        label={t('rules.threshold')}
        description={kind === 'no_reply' ? t('rules.ownHint') : undefined}
        suffix={` ${t(`rules.unit.${unitOf(kind)}`)}`}
        min={0}
        allowDecimal={false}
        {...form.getInputProps('threshold')}
        onChange={(value) => form.setFieldValue('threshold', Number(value))}
      />
      <Where form={form} />
      <NumberInput
        label={t('rules.repeat')}
        description={t('rules.repeatHint')}
        min={30}
        allowDecimal={false}
        {...form.getInputProps('repeatSeconds')}
        value={form.values.repeatSeconds ?? ''}
        onChange={(value) => form.setFieldValue('repeatSeconds', value === '' ? null : Number(value))}
      />
      <Webhook form={form} />
      <Switch label={t('rules.enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
    </Stack>
  )
}

const useChoices = () => {
  const trpc = useTRPC()
  return useQuery(trpc.oversight.alarmRuleChoices.queryOptions(undefined, { staleTime: 30_000 })).data
}

function Where({ form }: { form: Form }) {
  const t = useTranslations('oversight')
  const roleName = useRoleName()
  const choices = useChoices()
  const many = { searchable: true, clearable: true, hidePickedOptions: true }
  return (
    <>
      <Fieldset legend={t('rules.scope')}>
        <Stack gap="sm">
          <MultiSelect
            {...many}
            label={t('rules.groups')}
            placeholder={form.values.scope.groupIds.length ? '' : t('rules.everywhere')}
            data={named(choices?.groups)}
            {...form.getInputProps('scope.groupIds')}
          />
          <MultiSelect
            {...many}
            label={t('rules.channels')}
            placeholder={form.values.scope.channelIds.length ? '' : t('rules.everywhere')}
            data={named(choices?.channels)}
            {...form.getInputProps('scope.channelIds')}
          />
        </Stack>
      </Fieldset>
      <Fieldset legend={t('rules.receivers')}>
        <Stack gap="sm">
          <Checkbox
            label={t('rules.owner')}
            {...form.getInputProps('receivers.owner', { type: 'checkbox' })}
          />
          <MultiSelect
            {...many}
            label={t('rules.roles')}
            data={(choices?.roles ?? []).map(({ key, name }) => ({ value: key, label: roleName(name) }))}
            {...form.getInputProps('receivers.roleKeys')}
          />
          <MultiSelect
            {...many}
            label={t('rules.users')}
            data={named(choices?.users)}
            {...form.getInputProps('receivers.userIds')}
          />
        </Stack>
      </Fieldset>
    </>
  )
}

function Webhook({ form }: { form: Form }) {
  const t = useTranslations('oversight')
  const secret = useChoices()?.secret
  return (
    <TextInput
      label={t('rules.webhook')}
      description={
        <>
          {t('rules.webhookHint')} {secret && <Code style={{ wordBreak: 'break-all' }}>{secret}</Code>}
        </>
      }
      placeholder="https://"
      {...form.getInputProps('webhookUrl')}
      value={form.values.webhookUrl ?? ''}
      onChange={(event) => form.setFieldValue('webhookUrl', event.currentTarget.value || null)}
    />
  )
}
