'use client'

import { Alert, Button, PasswordInput, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { signIn } from '@/components/client/auth'
import { useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { changePasswordInput, passwordLength } from '@/server/modules/accounts/contract'

/** The old session ends with the old password; this browser is signed in anew without asking again. */
export function PasswordForm() {
  const t = useTranslations('profile')
  const client = useTRPCClient()
  const text = useFailureText()
  const id = useId()
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { currentPassword: '', newPassword: '' },
    schema: changePasswordInput,
    save: async (values) => {
      const { email } = await client.accounts.changePassword.mutate(values)
      const answer = await signIn(email, values.newPassword)
      // With a second step the code is asked for anew.
      if (answer.kind !== 'signed_in') return location.assign('/sign-in')
      form.reset()
      notifications.show({ color: 'green', message: t('passwordChanged') })
    },
  })
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={360}>
        {failure && failure.fields.length === 0 && (
          <Alert color="red" role="alert">
            {text(error)}
          </Alert>
        )}
        <PasswordInput
          id={`${id}-current`}
          label={t('currentPassword')}
          autoComplete="current-password"
          {...form.getInputProps('currentPassword')}
        />
        <PasswordInput
          id={`${id}-new`}
          label={t('newPassword')}
          description={t('newPasswordHint', { min: passwordLength.min })}
          autoComplete="new-password"
          {...form.getInputProps('newPassword')}
        />
        <div>
          <Button type="submit" loading={saving}>
            {t('changePassword')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
