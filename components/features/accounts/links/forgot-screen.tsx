'use client'

import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { forgotPasswordInput } from '@/server/modules/accounts/contract'
import { DoorFrame } from '../door-frame'

/** Says the same whether there is such an account or not. */
export function ForgotScreen() {
  const t = useTranslations('forgotPassword')
  const client = useTRPCClient()
  const text = useFailureText()
  const [sent, setSent] = useState(false)
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { email: '' },
    schema: forgotPasswordInput,
    save: async (values) => {
      await client.accounts.forgotPassword.mutate(values)
      setSent(true)
    },
  })
  return (
    <DoorFrame title={t('title')} purpose={t('purpose')}>
      {sent ? (
        <Alert color="green" icon={<IconMailForward size={18} />} role="status">
          {t('sent')}
        </Alert>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            {failure && failure.fields.length === 0 && (
              <Alert color="red" role="alert">
                {text(error)}
              </Alert>
            )}
            <TextInput
              label={t('email')}
              type="email"
              autoComplete="username"
              autoFocus
              {...form.getInputProps('email')}
              data-path="email"
            />
            <Button type="submit" fullWidth loading={saving}>
              {t('submit')}
            </Button>
          </Stack>
        </form>
      )}
      <Anchor component={Link} href="/sign-in" size="sm">
        {t('back')}
      </Anchor>
    </DoorFrame>
  )
}
