'use client'

import { Button, Select, Stack, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { organizationNameInput, UNNAMED } from '@/server/modules/setup/contract'
import { FailureAlert } from './failure-alert'
import { type StepProps, useRefreshGuide } from './use-refresh'

export function OrganizationStep({ guide, onDone }: StepProps) {
  const t = useTranslations('guide')
  const client = useTRPCClient()
  const refresh = useRefreshGuide()
  const before = guide.organization
  const { form, submit, saving, failure, error } = useServerForm({
    initialValues: { ...before, name: before.name === UNNAMED ? '' : before.name },
    schema: organizationNameInput,
    save: async (after) => {
      await client.setup.saveOrganization.mutate({ before, after })
      await refresh()
      onDone()
    },
  })
  const { timeZone } = form.values
  const zones = useMemo(
    () => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), timeZone])],
    [timeZone],
  )
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={420}>
        <FailureAlert failure={failure} error={error} />
        <TextInput label={t('field.organization')} {...form.getInputProps('name')} />
        <Select
          label={t('field.timeZone')}
          data={zones}
          searchable
          allowDeselect={false}
          {...form.getInputProps('timeZone')}
        />
        <Select
          label={t('field.language')}
          data={[
            { value: 'en', label: t('language.en') },
            { value: 'zh', label: t('language.zh') },
          ]}
          allowDeselect={false}
          {...form.getInputProps('language')}
        />
        <div>
          <Button type="submit" loading={saving}>
            {t('save')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
