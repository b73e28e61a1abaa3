'use client'

import { Alert, Button, Group, PasswordInput, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import { disableSecondStepInput, type SecondStepView } from '@/server/modules/accounts/contract'
import { RecoveryCodes } from './recovery-codes'
import { SetUp } from './set-up'

type Shown = 'state' | 'set_up' | 'disable' | 'renew' | { codes: string[] }

/** One's own second step, on the profile. */
export function SecondStep() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const state = useQuery(trpc.accounts.secondStep.queryOptions())
  const [shown, show] = useState<Shown>('state')
  const done = () => {
    void queries.invalidateQueries(trpc.accounts.secondStep.queryFilter())
    show('state')
  }
  if (state.isError) return <FailedState error={state.error} retry={() => void state.refetch()} />
  if (!state.data) return <Skeleton h={72} />
  if (typeof shown === 'object') return <RecoveryCodes codes={shown.codes} onDone={done} />
  if (shown === 'set_up') return <SetUp onDone={done} />
  if (shown === 'state') return <State view={state.data} show={show} />
  return <WithCode act={shown} onDone={done} onCodes={(codes) => show({ codes })} />
}

function State({ view, show }: { view: SecondStepView; show: (shown: Shown) => void }) {
  const t = useTranslations('secondStep')
  if (!view.hasPassword) return <Text c="dimmed">{t('noPassword')}</Text>
  if (!view.enabledAt)
    return (
      <Stack gap="sm" align="flex-start">
        <Text c="dimmed">{t(view.required ? 'offRequired' : 'off')}</Text>
        <Button onClick={() => show('set_up')}>{t('setUp')}</Button>
      </Stack>
    )
  return (
    <Stack gap="sm">
      <Text>
        {t('on')} <When at={view.enabledAt} />
      </Text>
      <Text size="sm" c={view.recoveryLeft < 3 ? 'var(--swy-text-late)' : 'dimmed'}>
        {t('recoveryLeft', { count: view.recoveryLeft })}
      </Text>
      <Group gap="xs">
        <Button variant="default" onClick={() => show('renew')}>
          {t('renew')}
        </Button>
        {view.required ? (
          <Text size="sm" c="dimmed">
            {t('requiredHint')}
          </Text>
        ) : (
          <Button variant="subtle" color="red" onClick={() => show('disable')}>
            {t('disable')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

type WithCodeProps = { act: 'disable' | 'renew'; onDone: () => void; onCodes: (codes: string[]) => void }

function WithCode({ act, onDone, onCodes }: WithCodeProps) {
  const t = useTranslations('secondStep')
  const client = useTRPCClient()
  const text = useFailureText()
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { password: '', code: '' },
    schema: disableSecondStepInput,
    save: async (values) => {
      if (act === 'renew') return onCodes((await client.accounts.renewRecoveryCodes.mutate(values)).codes)
      await client.accounts.disableSecondStep.mutate(values)
      notifications.show({ color: 'green', message: t('disabled') })
      onDone()
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
          label={t('password')}
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <TextInput label={t('codeOrRecovery')} autoComplete="one-time-code" {...form.getInputProps('code')} />
        <Group gap="xs">
          <Button type="submit" color={act === 'disable' ? 'red' : undefined} loading={saving}>
            {t(act === 'renew' ? 'renew' : 'disable')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
