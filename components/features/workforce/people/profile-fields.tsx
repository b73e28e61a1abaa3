'use client'

import { Alert, Fieldset, MultiSelect, Select, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { PictureField } from '@/components/features/accounts/profile/picture-field'
import { useLanguageOptions } from '@/components/features/dispatch/routing/language-options'
import { locales } from '@/components/i18n/locale'
import { ownNames } from '@/components/patterns/shell/language-menu'
import type { PersonDetail } from '@/server/modules/workforce/contract'
import type { PersonForm } from './form-values'
import { useRefreshPeople } from './use-people'

type Props = {
  form: UseFormReturnType<PersonForm>
  stored: PersonDetail | null
  readOnly: boolean
  onAgain: (() => Promise<unknown>) | undefined
}

export function ProfileFields({ form, stored, readOnly, onAgain }: Props) {
  const t = useTranslations('people')
  const refresh = useRefreshPeople()
  /** The public name follows until it is another. */
  function rename(name: string): void {
    const { user, agent } = form.values
    if (agent && (agent.publicName === '' || agent.publicName === user.name))
      form.setFieldValue('agent.publicName', name)
    form.setFieldValue('user.name', name)
  }
  const field = (path: string) => ({ ...form.getInputProps(path), 'data-path': path })
  return (
    <Stack gap="md">
      {stored?.above && (
        <Alert color="blue" icon={<IconInfoCircle size={18} />}>
          {t('reason.above')}
        </Alert>
      )}
      <Fieldset variant="unstyled" disabled={readOnly}>
        <Stack gap="md">
          {stored && (
            <PictureField
              userId={stored.id}
              name={stored.user.name}
              picture={stored.picture}
              readOnly={readOnly}
              onChanged={() => Promise.all([refresh(), onAgain?.()])}
            />
          )}
          <TextInput
            label={t('name')}
            required
            maxLength={80}
            {...field('user.name')}
            onChange={(event) => rename(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput label={t('email')} required type="email" maxLength={200} {...field('user.email')} />
          <Select
            label={t('locale')}
            description={t('localeHint')}
            data={locales.map((value) => ({ value, label: ownNames[value] }))}
            placeholder={t('localeNone')}
            clearable
            {...field('user.locale')}
          />
        </Stack>
      </Fieldset>
      {form.values.agent && <ShownToCustomers form={form} />}
    </Stack>
  )
}

function ShownToCustomers({ form }: Pick<Props, 'form'>) {
  const t = useTranslations('people')
  const languages = useLanguageOptions(form.values.agent?.languages)
  return (
    <>
      <TextInput
        label={t('publicName')}
        description={t('publicNameHint')}
        required
        maxLength={80}
        {...form.getInputProps('agent.publicName')}
        data-path="agent.publicName"
      />
      <MultiSelect
        label={t('languages')}
        data={languages}
        searchable
        clearable
        {...form.getInputProps('agent.languages')}
        data-path="agent.languages"
      />
    </>
  )
}
