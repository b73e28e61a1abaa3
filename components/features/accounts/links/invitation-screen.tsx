'use client'

import { Alert, Button, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import { useLocale, useTranslations } from 'next-intl'
import { signIn } from '@/components/client/auth'
import { useTRPCClient } from '@/components/client/trpc'
import { isLocale, locales } from '@/components/i18n/locale'
import { setLocaleCookie } from '@/components/i18n/set-locale-cookie'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { ownNames } from '@/components/patterns/shell/language-menu'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { acceptInvitationInput, type LinkView, passwordLength } from '@/server/modules/accounts/contract'
import { LinkDoor } from './link-door'

export function InvitationScreen({ token }: { token: string }) {
  const t = useTranslations('invitation')
  return (
    <LinkDoor
      token={token}
      purpose="invitation"
      title={t('title')}
      purposeOf={({ organization }) => t('purpose', { organization })}
    >
      {(link) => <AcceptForm token={token} link={link} />}
    </LinkDoor>
  )
}

/** The console opens at once: whoever has just chosen a password is not asked for it. */
function AcceptForm({ token, link }: { token: string; link: LinkView }) {
  const t = useTranslations('invitation')
  const client = useTRPCClient()
  const text = useFailureText()
  const locale = useLocale()
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: {
      ...{ token, name: link.name, password: '' },
      locale: isLocale(link.locale) ? link.locale : isLocale(locale) ? locale : ('en' as const),
    },
    schema: acceptInvitationInput,
    save: async (values) => {
      const { email } = await client.accounts.acceptInvitation.mutate(values)
      await signIn(email, values.password)
      setLocaleCookie(values.locale)
      location.assign('/')
    },
  })
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {failure && failure.fields.length === 0 && (
          <Alert color="red" role="alert">
            {text(error)}
          </Alert>
        )}
        <TextInput label={t('email')} value={link.email} readOnly autoComplete="username" />
        <TextInput label={t('name')} autoComplete="name" {...form.getInputProps('name')} data-path="name" />
        <PasswordInput
          label={t('password')}
          description={t('passwordHint', { min: passwordLength.min })}
          autoComplete="new-password"
          {...form.getInputProps('password')}
          data-path="password"
        />
        <Select
          label={t('language')}
          data={locales.map((value) => ({ value, label: ownNames[value] }))}
          allowDeselect={false}
          {...form.getInputProps('locale')}
        />
        <Button type="submit" fullWidth loading={saving}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  )
}
