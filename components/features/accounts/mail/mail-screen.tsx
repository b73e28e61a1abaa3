'use client'

import { Alert, Button, Checkbox, Group, Skeleton, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconHistory } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useRef, useState } from 'react'
import { z } from 'zod'
import { toFailure } from '@/components/client/failure'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import { ConflictNotice } from '@/components/patterns/versioned-form/conflict-notice'
import { type MailSettings, type MailView, organizationSettings } from '@/server/modules/accounts/contract'
import { ProfileSection } from '../profile/profile-section'

/** Where mail goes out, and a way to try it. */
export function MailScreen() {
  const t = useTranslations('mail')
  const history = useTranslations('history')
  const [shown, setShown] = useQueryState('history', parseAsBoolean.withDefault(false))
  const trpc = useTRPC()
  const settings = useQuery(trpc.accounts.getMailSettings.queryOptions())
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <Button variant="default" leftSection={<IconHistory size={16} />} onClick={() => void setShown(true)}>
          {history('open')}
        </Button>
      }
    >
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
      {shown && <MailHistory onClose={() => void setShown(null)} />}
    </Page>
  )
}

function MailHistory({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const history = useQuery(trpc.accounts.mailHistory.queryOptions())
  const restore = async (entryId: string) => {
    await client.accounts.restoreMailSettings.mutate({ entryId })
    await queries.invalidateQueries(trpc.accounts.pathFilter())
  }
  return <HistoryDrawer history={history} restore={restore} onClose={onClose} />
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

const toValues = (mail: MailSettings | null): Values => ({
  enabled: mail !== null,
  host: mail?.host ?? '',
  port: String(mail?.port ?? 587),
  secure: mail?.secure ?? false,
  user: mail?.user ?? '',
  from: mail?.from ?? '',
})

function MailForm({ view }: { view: MailView }) {
  const t = useTranslations('mail')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const failureText = useFailureText()
  const words = useFieldWords()
  const before = useRef(view.mail)
  const { form, submit, save, saving, failure, error, clear } = useServerForm<Values>({
    initialValues: toValues(view.mail),
    schema: rules,
    save: async (values) => {
      const mail = values.enabled ? toSettings(values) : null
      await client.accounts.saveMailSettings.mutate({ mail, before: before.current })
      await queries.invalidateQueries(trpc.accounts.getMailSettings.queryFilter())
      notifications.show({ color: 'green', message: t('saved') })
    },
  })
  const { enabled } = form.values
  const theirs = failure?.code === 'conflict' ? (failure.details.current as MailSettings | null) : undefined
  const settle = (take: 'theirs' | 'mine') => {
    if (theirs === undefined) return
    before.current = theirs
    clear()
    if (take === 'theirs') form.setValues(toValues(theirs))
    else save(form.values)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={420}>
        {theirs !== undefined && (
          <ConflictNotice theirs={toValues(theirs)} mine={form.values} settle={settle} words={words} />
        )}
        {failure && theirs === undefined && (
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
