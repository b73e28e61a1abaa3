'use client'

import { Alert, Button, Checkbox, Group, Skeleton, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { z } from 'zod'
import { toFailure } from '@/components/client/failure'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import { type MailSettings, type MailView, organizationSettings } from '@/server/modules/accounts/contract'
import { ProfileSection } from '../profile/profile-section'

/** Where mail goes out, and a way to try it. */
export function MailScreen() {
  const t = useTranslations('mail')
  const trpc = useTRPC()
  const settings = useQuery(trpc.accounts.getMailSettings.queryOptions())
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      {settings.data ? (
        <Stack gap="lg" maw={860} pb="xl">
          <ProfileSection title={t('title')} hint={settings.data.mail ? t('on') : t('off')}>
            <MailForm key={JSON.stringify(settings.data.mail)} view={settings.data} />
          </ProfileSection>
          {settings.data.mail && (
            <ProfileSection title={t('test')} hint={t('testHint')}>
              <TestMail />
            </ProfileSection>
          )}
        </Stack>
      ) : settings.isError ? (
        <FailedState error={settings.error} retry={() => void settings.refetch()} />
      ) : (
        <Late>
          <Skeleton height={240} />
        </Late>
      )}
    </Page>
  )
}

type Values = Omit<MailSettings, 'port'> & { enabled: boolean; port: string }

const shape = z.object({
  enabled: z.boolean(),
  host: z.string(),
  port: z.string(),
  secure: z.boolean(),
  user: z.string(),
  from: z.string(),
})

/** Checked as the server will check it, and only while mail is to be sent. */
const rules = shape.superRefine((values, context) => {
  if (!values.enabled) return
  const result = organizationSettings.shape.mail.safeParse(toSettings(values))
  for (const issue of result.error?.issues ?? []) context.addIssue({ ...issue, path: issue.path } as never)
})

const toSettings = ({ host, port, secure, user, from }: Values): MailSettings => ({
  ...{ host, port: Number(port), secure, user, from },
})

function MailForm({ view }: { view: MailView }) {
  const t = useTranslations('mail')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failureText = useFailureText()
  const { form, submit, saving, failure, error } = useServerForm<Values>({
    initialValues: {
      enabled: view.mail !== null,
      host: view.mail?.host ?? '',
      port: String(view.mail?.port ?? 587),
      secure: view.mail?.secure ?? false,
      user: view.mail?.user ?? '',
      from: view.mail?.from ?? '',
    },
    schema: rules,
    save: async (values) => {
      const mail = values.enabled ? toSettings(values) : null
      await client.accounts.saveMailSettings.mutate({ mail, before: view.mail })
      await queries.invalidateQueries(trpc.accounts.getMailSettings.queryFilter())
      notifications.show({ color: 'green', message: t('saved') })
    },
  })
  const { enabled } = form.values
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={420}>
        {failure && (
          <Alert color="red" role="alert">
            {failureText(error)}
          </Alert>
        )}
        <Switch label={t('enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
        <TextInput label={t('host')} disabled={!enabled} {...form.getInputProps('host')} />
        <TextInput
          label={t('port')}
          inputMode="numeric"
          disabled={!enabled}
          {...form.getInputProps('port')}
        />
        <Checkbox
          label={t('secure')}
          description={t('secureHint')}
          disabled={!enabled}
          {...form.getInputProps('secure', { type: 'checkbox' })}
        />
        <TextInput
          label={t('user')}
          description={t('userHint')}
          disabled={!enabled}
          {...form.getInputProps('user')}
        />
        <Text size="sm" c="dimmed">
          {view.passwordSet ? t('passwordSet') : t('passwordMissing')}
        </Text>
        <TextInput label={t('from')} type="email" disabled={!enabled} {...form.getInputProps('from')} />
        <div>
          <Button type="submit" loading={saving}>
            {t('save')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

function TestMail() {
  const t = useTranslations('mail')
  const trpc = useTRPC()
  const [to, setTo] = useState('')
  const test = useMutation(trpc.accounts.sendTestMail.mutationOptions())
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        test.mutate({ to: to.trim() })
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          label={t('testTo')}
          type="email"
          required
          value={to}
          flex="1 1 220px"
          maw={320}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={test.isPending}>
          {t('send')}
        </Button>
      </Group>
      {test.isSuccess && (
        <Text role="status" size="sm" mt="xs" c="var(--swy-text-good)">
          {t('sent')}
        </Text>
      )}
      {test.isError && (
        <Text role="alert" size="sm" mt="xs" c="var(--swy-text-failed)">
          {toFailure(test.error).message}
        </Text>
      )}
    </form>
  )
}
