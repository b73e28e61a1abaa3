'use client'

import { Checkbox, Select, SimpleGrid, Stack, Textarea, TextInput, Title } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { offlineModes } from '@/server/modules/workforce/contract'
import type { GroupForm } from './form-values'
import { LimitFields } from './limit-fields'
import { NumberField } from './number-field'
import { QueueServiceFields, WorkFields } from './service-fields'

type Props = { form: UseFormReturnType<GroupForm>; ownId: string | null; members: ReactNode }

export function GroupFields({ form, ownId, members }: Props) {
  const t = useTranslations('groups')
  const field = (name: keyof GroupForm) => ({ ...form.getInputProps(name), 'data-path': name })
  const { groups, calendars } = useChoices(ownId)
  return (
    <Stack gap="md">
      <TextInput label={t('name')} required maxLength={80} {...field('name')} data-autofocus />
      <Textarea label={t('description')} autosize minRows={2} maxRows={5} {...field('description')} />
      <Section title={t('section.members')}>{members}</Section>
      <Section title={t('section.queue')}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <NumberField
            label={t('serviceLevelField')}
            suffix=" s"
            required
            {...field('serviceLevelSeconds')}
          />
          <NumberField label={t('maxQueue')} placeholder={t('noLimit')} {...field('maxQueueLength')} />
          <NumberField
            label={t('maxWait')}
            suffix=" s"
            placeholder={t('noLimit')}
            {...field('maxWaitSeconds')}
          />
          <Select
            label={t('overflow')}
            data={groups.filter((group) => !group.disabled)}
            placeholder={t('overflowNone')}
            searchable
            clearable
            {...field('overflowGroupId')}
          />
        </SimpleGrid>
        <QueueServiceFields form={form} />
        <Checkbox label={t('pausedField')} {...form.getInputProps('intakePaused', { type: 'checkbox' })} />
      </Section>
      <Section title={t('section.work')}>
        <WorkFields form={form} />
      </Section>
      <Section title={t('section.limits')}>
        <LimitFields form={form} />
      </Section>
      <Section title={t('section.more')}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <Select
            label={t('offlineMode')}
            data={offlineModes.map((mode) => ({ value: mode, label: t(`offline.${mode}`) }))}
            allowDeselect={false}
            {...field('offlineMode')}
          />
          <Select
            label={t('parent')}
            data={groups}
            placeholder={t('parentNone')}
            searchable
            clearable
            {...field('parentId')}
          />
          {calendars.length > 0 && (
            <Select
              label={t('calendar')}
              data={calendars}
              placeholder={t('calendarNone')}
              clearable
              {...field('calendarId')}
            />
          )}
        </SimpleGrid>
      </Section>
    </Stack>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <Title order={3} mt="xs">
        {title}
      </Title>
      {children}
    </Stack>
  )
}

function useChoices(ownId: string | null) {
  const trpc = useTRPC()
  const groups = useQuery(trpc.workforce.listGroupNames.queryOptions())
  const calendars = useQuery(trpc.workforce.listCalendarNames.queryOptions())
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
  return {
    groups: (groups.data ?? [])
      .filter((group) => group.id !== ownId)
      .map((group) => ({ ...option(group), disabled: group.disabled })),
    calendars: (calendars.data ?? []).map((one) => ({ ...option(one), disabled: one.disabled })),
  }
}
