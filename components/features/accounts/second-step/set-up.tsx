'use client'

import { Alert, Button, Code, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { confirmSecondStepInput, startSecondStepInput } from '@/server/modules/accounts/contract'
import { QrPicture } from './qr-picture'
import { RecoveryCodes } from './recovery-codes'

type Prepared = { secret: string; uri: string }

/** Password, then a picture to scan and a code to confirm, then recovery codes. */
export function SetUp({ onDone }: { onDone: () => void }) {
  const [prepared, setPrepared] = useState<Prepared | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />
  if (prepared) return <Confirm prepared={prepared} onConfirmed={setCodes} />
  return <Begin onPrepared={setPrepared} />
}

function Begin({ onPrepared }: { onPrepared: (prepared: Prepared) => void }) {
  const t = useTranslations('secondStep')
  const client = useTRPCClient()
  const text = useFailureText()
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { password: '' },
    schema: startSecondStepInput,
    save: async (values) => onPrepared(await client.accounts.startSecondStep.mutate(values)),
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
        <div>
          <Button type="submit" loading={saving}>
            {t('begin')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

type ConfirmProps = { prepared: Prepared; onConfirmed: (codes: string[]) => void }

function Confirm({ prepared, onConfirmed }: ConfirmProps) {
  const t = useTranslations('secondStep')
  const client = useTRPCClient()
  const text = useFailureText()
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { code: '' },
    schema: confirmSecondStepInput,
    save: async (values) => onConfirmed((await client.accounts.confirmSecondStep.mutate(values)).codes),
  })
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text>{t('scan')}</Text>
        <Group align="flex-start" gap="lg">
          <QrPicture text={prepared.uri} label={t('qr')} />
          <Stack gap="sm" maw={280}>
            <Text size="sm" c="dimmed">
              {t('byHand')}
            </Text>
            <Code style={{ overflowWrap: 'anywhere' }}>{prepared.secret}</Code>
            {failure && failure.fields.length === 0 && (
              <Alert color="red" role="alert">
                {text(error)}
              </Alert>
            )}
            <TextInput
              label={t('code')}
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              maxLength={10}
              {...form.getInputProps('code')}
            />
            <div>
              <Button type="submit" loading={saving}>
                {t('confirm')}
              </Button>
            </div>
          </Stack>
        </Group>
      </Stack>
    </form>
  )
}
