'use client'

import { Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { inheritThresholds, ThresholdFields, thresholdNames } from '@/components/patterns/threshold-fields'
import { type ChannelDetail, channelKinds, channelLanguages } from '@/server/modules/channels/contract'
import { Section } from '../shared/section'
import { AccessFields } from './access-fields'
import type { ChannelForm } from './form-values'
import { ServiceFields } from './service-fields'
import { WindowFields } from './window-fields'

type Props = {
  form: UseFormReturnType<ChannelForm>
  stored: ChannelDetail | null
  mayWrite: boolean
  adopt: (channel: ChannelDetail) => void
}

/** An agent's lease belongs to no channel. */
const ofChannels = thresholdNames.filter((name) => name !== 'leaseMs')

export function ChannelFields({ form, stored, mayWrite, adopt }: Props) {
  const t = useTranslations('channels')
  const field = (name: string) => ({ ...form.getInputProps(name), 'data-path': name })
  const trpc = useTRPC()
  const choices = useQuery(trpc.channels.listChoices.queryOptions())
  const thresholds = useQuery(trpc.channels.getThresholds.queryOptions())
  const inherited = inheritThresholds([{ from: 'organization', values: thresholds.data?.organization ?? {} }])
  return (
    <Stack gap="md">
      <TextInput label={t('field.name')} required maxLength={80} {...field('name')} data-autofocus />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <Select
          label={t('field.kind')}
          data={channelKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          allowDeselect={false}
          {...field('kind')}
        />
        <Select
          label={t('field.language')}
          data={channelLanguages.map((value) => ({ value, label: t(`language.${value}`) }))}
          allowDeselect={false}
          {...field('language')}
        />
        <Select
          label={t('field.defaultGroupId')}
          description={t('groupHint')}
          data={(choices.data?.groups ?? []).map(({ id, name, disabled }) => ({
            value: id,
            label: name,
            disabled,
          }))}
          required
          searchable
          {...field('defaultGroupId')}
        />
        <Select
          label={t('field.calendarId')}
          description={t('hoursHint')}
          data={(choices.data?.calendars ?? []).map(({ id, name, timeZone, disabled }) => ({
            value: id,
            label: `${name} (${timeZone})`,
            disabled,
          }))}
          placeholder={t('always')}
          clearable
          {...field('calendarId')}
        />
      </SimpleGrid>
      <Section title={t('section.window')} hint={t('section.windowHint')}>
        <WindowFields form={form} />
      </Section>
      <Section title={t('section.service')}>
        <ServiceFields form={form} />
      </Section>
      <Section title={t('section.access')} hint={t('section.accessHint')}>
        <AccessFields form={form} stored={stored} mayWrite={mayWrite} adopt={adopt} />
      </Section>
      <Section title={t('section.thresholds')} hint={t('section.thresholdsHint')}>
        <ThresholdFields
          value={form.values.thresholds}
          onChange={(value) => form.setFieldValue('thresholds', value)}
          inherited={inherited}
          names={ofChannels}
          errors={form.errors}
          disabled={!mayWrite}
        />
      </Section>
    </Stack>
  )
}
