'use client'

import { Button, Code, Group, Select, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { toFailure } from '@/components/client/failure'
import { useTRPC } from '@/components/client/trpc'
import type { SignInView } from '@/server/modules/accounts/contract'
import type { Values } from './form-values'

type Props = {
  form: UseFormReturnType<Values>
  view: SignInView
  roles: { value: string; label: string }[]
}

export function OidcFields({ form, view, roles }: Props) {
  const t = useTranslations('signInSettings')
  const { enabled, create } = form.values
  return (
    <Stack gap="md" maw={480}>
      <Switch label={t('enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
      {enabled && (
        <>
          <TextInput label={t('issuer')} description={t('issuerHint')} {...form.getInputProps('issuer')} />
          <TextInput label={t('clientId')} {...form.getInputProps('clientId')} />
          <Text size="sm" c="dimmed">
            {t(view.secretSet ? 'secretSet' : 'secretMissing')}
          </Text>
          <div>
            <Text size="sm" fw={500}>
              {t('redirectUri')}
            </Text>
            <Code style={{ overflowWrap: 'anywhere' }}>{view.redirectUri}</Code>
          </div>
          <TestConnection issuer={form.values.issuer.trim()} clientId={form.values.clientId.trim()} />
          <TextInput label={t('label')} description={t('labelHint')} {...form.getInputProps('label')} />
          <TagsInput
            label={t('domains')}
            description={t('domainsHint')}
            clearable
            {...form.getInputProps('domains')}
          />
          <Switch
            label={t('create')}
            description={t('createHint')}
            {...form.getInputProps('create', { type: 'checkbox' })}
          />
          {create && <Select label={t('role')} data={roles} {...form.getInputProps('role')} />}
          <Switch
            label={t('passwordOff')}
            description={t('passwordOffHint')}
            {...form.getInputProps('passwordOff', { type: 'checkbox' })}
          />
        </>
      )}
    </Stack>
  )
}

/** With what is typed, before it is saved. */
function TestConnection({ issuer, clientId }: { issuer: string; clientId: string }) {
  const t = useTranslations('signInSettings')
  const trpc = useTRPC()
  const test = useMutation(trpc.accounts.testOidc.mutationOptions())
  return (
    <div>
      <Group gap="xs">
        <Button
          variant="default"
          loading={test.isPending}
          disabled={issuer === '' || clientId === ''}
          onClick={() => test.mutate({ issuer, clientId })}
        >
          {t('test')}
        </Button>
      </Group>
      {test.isSuccess && (
        <Text role="status" size="sm" mt="xs" c="var(--swy-text-good)">
          {t('tested')}
        </Text>
      )}
      {test.isError && (
        <Text role="alert" size="sm" mt="xs" c="var(--swy-text-failed)" style={{ overflowWrap: 'anywhere' }}>
          {toFailure(test.error).message}
        </Text>
      )}
    </div>
  )
}
