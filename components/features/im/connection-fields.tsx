'use client'

import { NumberInput, PasswordInput, Stack, Switch, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import { TagsField } from '@/components/patterns/fields/tags-field'
import type { ImView } from '@/server/modules/im/contract'
import type { ConnectionForm } from './connection-form'
import { TextFields } from './text-fields'

type Props = { form: UseFormReturnType<ConnectionForm>; stored: ImView | null }

export function ConnectionFields({ form, stored }: Props) {
  const t = useTranslations('im.field')
  const kept = Boolean(stored?.hasAdminSecret)
  const secret = { autoComplete: 'off', 'data-1p-ignore': true }
  return (
    <Stack gap="md">
      <Switch label={t('enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
      <TextInput
        label={t('serverUrl')}
        description={t('serverUrlHint')}
        placeholder="https://im.example.com"
        required
        {...form.getInputProps('serverUrl')}
      />
      <TextInput label={t('robotId')} required {...form.getInputProps('robotId')} />
      <PasswordInput
        {...secret}
        label={t('robotSecret')}
        description={stored ? t('secretKept') : undefined}
        required={!stored}
        {...form.getInputProps('robotSecret')}
      />
      <PasswordInput
        {...secret}
        label={t('adminSecret')}
        description={t(kept ? 'adminSecretKept' : 'adminSecretHint')}
        {...form.getInputProps('adminSecret')}
      />
      <TextInput label={t('adminUrl')} description={t('adminUrlHint')} {...form.getInputProps('adminUrl')} />
      <TextInput label={t('owner')} description={t('ownerHint')} {...form.getInputProps('owner')} />
      <NumberInput
        label={t('line')}
        description={t('lineHint')}
        min={0}
        max={999}
        allowDecimal={false}
        {...form.getInputProps('line')}
      />
      <Switch
        label={t('menuFirst')}
        description={t('menuFirstHint')}
        {...form.getInputProps('menuFirst', { type: 'checkbox' })}
      />
      <TagsField
        label={t('handOverWords')}
        description={t('handOverWordsHint')}
        data={[]}
        {...form.getInputProps('handOverWords')}
        value={form.values.handOverWords}
      />
      <TagsField
        label={t('endWords')}
        description={t('endWordsHint')}
        data={[]}
        {...form.getInputProps('endWords')}
        value={form.values.endWords}
      />
      <TextFields form={form} />
    </Stack>
  )
}
