'use client'

import { Alert, Button, Group, Stack, Table } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle, IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useState } from 'react'
import { z } from 'zod'
import { useCan } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { Page } from '@/components/patterns/page/page'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { Late } from '@/components/patterns/states/late'
import {
  inheritThresholds,
  ThresholdFields,
  thresholdNames,
  useDurationText,
} from '@/components/patterns/threshold-fields'
import { mergeFields } from '@/components/patterns/versioned-form/merge-fields'
import type { ThresholdOverview } from '@/server/modules/channels/contract'
import { defaultThresholds, thresholdOverrides } from '@/server/modules/conversations/contract'
import { ConflictNotice } from '../shared/conflict-notice'
import { RecordHistory } from '../shared/record-history'
import { Section } from '../shared/section'
import { useRefreshChannels } from '../shared/use-refresh'

/** All thresholds at once: what the product says, what the organisation says, and who says otherwise. */
export function ThresholdsScreen() {
  const t = useTranslations('thresholds')
  const history = useTranslations('channels.history')
  const trpc = useTRPC()
  const overview = useQuery(trpc.channels.getThresholds.queryOptions())
  const [shown, setShown] = useQueryState('history', parseAsBoolean.withDefault(false))
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
      {overview.isError && <FailedState error={overview.error} retry={() => void overview.refetch()} />}
      {overview.isPending && <Late>{t('loading')}</Late>}
      {overview.data && (
        <Stack gap="lg" pb="xl">
          <Overview overview={overview.data} />
          <Editor key={JSON.stringify(overview.data.organization)} overview={overview.data} />
        </Stack>
      )}
      {shown && <RecordHistory entity="organization" id="1" onClose={() => void setShown(null)} />}
    </Page>
  )
}

function Overview({ overview }: { overview: ThresholdOverview }) {
  const t = useTranslations('thresholds')
  const say = useDurationText()
  const others = [
    ...overview.channels.map((channel) => ({ ...channel, label: t('channel', { name: channel.name }) })),
    ...overview.groups.map((group) => ({ ...group, label: t('group', { name: group.name }) })),
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section style={{ overflowX: 'auto' }} tabIndex={0} aria-label={t('title')}>
      <Table verticalSpacing={6} miw={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('threshold')}</Table.Th>
            <Table.Th>{t('default')}</Table.Th>
            <Table.Th>{t('organization')}</Table.Th>
            <Table.Th>{t('differing')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {thresholdNames.map((name) => {
            const own = overview.organization[name]
            const differing = others.filter(({ thresholds }) => thresholds[name] !== undefined)
            return (
              <Table.Tr key={name}>
                <Table.Th fw={400}>{t(`name.${name}`)}</Table.Th>
                <Table.Td>{say(defaultThresholds[name])}</Table.Td>
                <Table.Td fw={own === undefined ? 400 : 600}>{own === undefined ? '–' : say(own)}</Table.Td>
                <Table.Td>
                  {differing.length === 0 && '–'}
                  {differing.map(({ id, label, thresholds }) => (
                    <div key={id}>{t('sets', { who: label, time: say(thresholds[name] ?? 0) })}</div>
                  ))}
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </section>
  )
}

const schema = z.object({ thresholds: thresholdOverrides })

function Editor({ overview }: { overview: ThresholdOverview }) {
  const t = useTranslations('thresholds')
  const words = useTranslations('form')
  const client = useTRPCClient()
  const refresh = useRefreshChannels()
  const text = useFailureText()
  const mayWrite = useCan()('settings.write')
  const [before, setBefore] = useState(overview.organization)
  const server = useServerForm({
    initialValues: { thresholds: overview.organization },
    schema,
    save: async ({ thresholds: after }) => {
      await client.channels.setThresholds.mutate({ before, after })
      await refresh()
      notifications.show({ color: 'green', message: t('saved') })
    },
  })
  const { form, failure } = server
  const current =
    failure?.code === 'conflict' ? (failure.details.current as ThresholdOverview['organization']) : undefined
  if (!mayWrite) return null
  return (
    <form onSubmit={server.submit} noValidate>
      <Section order={2} title={t('edit')} hint={t('editHint')}>
        {current && (
          <ConflictNotice
            theirs={current}
            mine={mergeFields(before, form.values.thresholds, current)}
            settle={(take) => {
              const mine = mergeFields(before, form.values.thresholds, current)
              setBefore(current)
              server.clear()
              form.setValues({ thresholds: take === 'mine' ? mine : current })
            }}
          />
        )}
        {failure && !current && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {text(server.error)}
          </Alert>
        )}
        <ThresholdFields
          value={form.values.thresholds}
          onChange={(value) => form.setFieldValue('thresholds', value)}
          inherited={inheritThresholds()}
          errors={form.errors}
        />
        <Group gap="xs">
          <Button type="submit" loading={server.saving} disabled={!form.isDirty()}>
            {words('save')}
          </Button>
          <Button variant="default" disabled={!form.isDirty()} onClick={() => form.reset()}>
            {t('reset')}
          </Button>
        </Group>
      </Section>
    </form>
  )
}
