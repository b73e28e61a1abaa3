'use client'

import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { signIn } from '@/components/client/auth'
import { useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { passwordLength } from '@/server/modules/accounts/contract'
import { claimInput } from '@/server/modules/setup/contract'
import { FailureAlert } from './failure-alert'

/** A person of the demo becomes one of one's own, and stays signed in here with the new password. */
export function ClaimForm() {
  const t = useTranslations('guide')
  const client = useTRPCClient()
  const queries = useQueryClient()
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { name: '', email: '', password: '' },
    schema: claimInput,
    save: async (values) => {
      const { email } = await client.setup.claimAccount.mutate(values)
      await signIn(email, values.password)
      await queries.invalidateQueries()
    },
  })
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={420}>
        <Text>{t('demo.claim')}</Text>
        <FailureAlert failure={failure} error={error} />
        <TextInput label={t('field.ownName')} autoComplete="name" {...form.getInputProps('name')} />
        <TextInput
          label={t('field.email')}
          type="email"
          autoComplete="email"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('field.password')}
          description={t('passwordHint', { min: passwordLength.min })}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <div>
          <Button type="submit" loading={saving}>
            {t('demo.makeOwn')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
