'use client'

import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { signIn } from '@/components/client/auth'
import { useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { passwordLength, resetPasswordInput } from '@/server/modules/accounts/contract'
import { LinkDoor } from './link-door'

export function ResetScreen({ token }: { token: string }) {
  const t = useTranslations('resetPassword')
  return (
    <LinkDoor
      token={token}
      purpose="password_reset"
      title={t('title')}
      purposeOf={({ name }) => t('purpose', { name })}
    >
      {({ email }) => <ResetForm token={token} email={email} />}
    </LinkDoor>
  )
}

function ResetForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations('resetPassword')
  const client = useTRPCClient()
  const text = useFailureText()
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { token, password: '' },
    schema: resetPasswordInput,
    save: async (values) => {
      await client.accounts.resetPassword.mutate(values)
      const answer = await signIn(email, values.password)
      location.assign(answer.kind === 'signed_in' ? '/' : '/sign-in')
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
        <TextInput label={t('email')} value={email} readOnly autoComplete="username" />
        <PasswordInput
          label={t('password')}
          description={t('passwordHint', { min: passwordLength.min })}
          autoComplete="new-password"
          {...form.getInputProps('password')}
          data-path="password"
        />
        <Button type="submit" fullWidth loading={saving}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  )
}
