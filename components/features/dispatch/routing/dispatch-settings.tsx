'use client'

import { Alert, Button, Group, NumberInput, Select, SimpleGrid, Skeleton, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { type DispatchSettingsInput, dispatchSettings } from '@/server/modules/dispatch/contract'
import classes from './routing.module.css'
import { useMayWrite, useRefreshRouting } from './use-routing'

const modes = ['wait', 'group', 'message'] as const

/** Whom dispatch prefers before it compares: the owner of an order, and the customer's last agent. */
export function DispatchSettings() {
  const t = useTranslations('routing.settings')
  const trpc = useTRPC()
  const settings = useQuery(trpc.dispatch.getSettings.queryOptions())
  return (
    <section className={classes.card} aria-label={t('title')}>
      <Title order={2} size="h3">
        {t('title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('hint')}
      </Text>
      {settings.data ? (
        <Form key={JSON.stringify(settings.data)} seen={settings.data} />
      ) : settings.isError ? (
        <FailedState error={settings.error} retry={() => void settings.refetch()} />
      ) : (
        <Skeleton h={64} />
      )}
    </section>
  )
}

function Form({ seen }: { seen: DispatchSettingsInput }) {
  const t = useTranslations('routing.settings')
  const client = useTRPCClient()
  const refresh = useRefreshRouting()
  const failureText = useFailureText()
  const mayWrite = useMayWrite()
  const server = useServerForm<DispatchSettingsInput>({
    initialValues: seen,
    schema: dispatchSettings,
    save: async (values) => {
      await client.dispatch.updateSettings.mutate({ seen, settings: values })
      notifications.show({ color: 'green', message: t('saved') })
      await refresh()
    },
  })
  const { form } = server
  return (
    <form onSubmit={server.submit} noValidate>
      <fieldset disabled={!mayWrite || server.saving} style={{ border: 0, margin: 0, padding: 0 }}>
        {server.failure && (
          <Alert color="red" role="alert" mb="sm">
            {failureText(server.error)}
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
          <Select
            label={t('mode')}
            data={modes.map((mode) => ({ value: mode, label: t(`modes.${mode}`) }))}
            allowDeselect={false}
            disabled={!mayWrite}
            {...form.getInputProps('orderOwner.mode')}
            data-path="orderOwner.mode"
          />
          {form.values.orderOwner.mode === 'wait' && (
            <NumberInput
              label={t('wait')}
              suffix=" s"
              allowDecimal={false}
              {...form.getInputProps('orderOwner.waitSeconds')}
              data-path="orderOwner.waitSeconds"
            />
          )}
          <NumberInput
            label={t('sticky')}
            placeholder={t('nobody')}
            suffix=" h"
            allowDecimal={false}
            value={form.values.stickinessHours ?? ''}
            onChange={(value) => form.setFieldValue('stickinessHours', value === '' ? null : Number(value))}
            error={form.errors.stickinessHours}
            data-path="stickinessHours"
          />
        </SimpleGrid>
        {mayWrite && form.isDirty() && (
          <Group gap="xs" mt="md">
            <Button type="submit" loading={server.saving}>
              {t('save')}
            </Button>
            <Button variant="default" onClick={() => form.reset()}>
              {t('undo')}
            </Button>
          </Group>
        )}
      </fieldset>
    </form>
  )
}
