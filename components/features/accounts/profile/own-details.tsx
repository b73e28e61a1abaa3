'use client'

import { Alert, Button, MultiSelect, Skeleton, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useLanguageOptions } from '@/components/features/dispatch/routing/language-options'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { type OwnProfile, ownProfileInput } from '@/server/modules/workforce/contract'
import { PictureField } from './picture-field'

/** Name and picture; of whoever receives conversations also what customers see. */
export function OwnDetails() {
  const trpc = useTRPC()
  const mine = useQuery(trpc.workforce.people.mine.queryOptions())
  if (mine.isError) return <FailedState error={mine.error} retry={() => void mine.refetch()} />
  return mine.data ? <DetailsForm mine={mine.data} /> : <Skeleton h={160} />
}

function DetailsForm({ mine }: { mine: OwnProfile }) {
  const t = useTranslations('profile')
  const me = useMe()
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const text = useFailureText()
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries(trpc.workforce.people.pathFilter()),
      queries.invalidateQueries(trpc.accounts.me.queryFilter()),
    ])
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { name: mine.name, agent: mine.agent },
    schema: ownProfileInput,
    save: async (values) => {
      await client.workforce.people.saveMine.mutate(values)
      form.resetDirty(values)
      await refresh()
      notifications.show({ color: 'green', message: t('detailsSaved') })
    },
  })
  const languages = useLanguageOptions(form.values.agent?.languages)
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={440}>
        <PictureField userId={me.userId} name={mine.name} picture={mine.picture} onChanged={refresh} />
        {failure && failure.fields.length === 0 && (
          <Alert color="red" role="alert">
            {text(error)}
          </Alert>
        )}
        <TextInput label={t('name')} {...form.getInputProps('name')} data-path="name" />
        <TextInput label={t('email')} value={mine.email} readOnly description={t('emailHint')} />
        {form.values.agent && (
          <>
            <TextInput
              label={t('publicName')}
              description={t('publicNameHint')}
              {...form.getInputProps('agent.publicName')}
              data-path="agent.publicName"
            />
            <MultiSelect
              label={t('languages')}
              data={languages}
              searchable
              clearable
              {...form.getInputProps('agent.languages')}
            />
          </>
        )}
        <div>
          <Button type="submit" loading={saving} disabled={!form.isDirty()}>
            {t('saveDetails')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
