'use client'

import { Button, Drawer, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import type { CalendarDetail } from '@/server/modules/channels/contract'
import { Section } from '../shared/section'
import { useRefreshChannels } from '../shared/use-refresh'
import { useVersionedForm } from '../shared/use-versioned-form'
import { DaysPreview } from './days-preview'
import { ExceptionsEditor } from './exceptions-editor'
import { type CalendarForm, calendarForm, emptyCalendar, toForm, toInput } from './form-values'
import { WeekEditor } from './week-editor'

type Props = {
  id: string | null
  copyOf: string | null
  onClose: () => void
  onHistory: (id: string) => void
}

/** Reads the hours first, so that the form starts from what stands now. */
export function CalendarDrawer({ id, copyOf, onClose, onHistory }: Props) {
  const t = useTranslations('hours')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const source = id ?? copyOf
  const calendar = useQuery({
    ...trpc.channels.getCalendar.queryOptions({ id: source ?? '' }),
    enabled: source !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (source === null) return <CalendarEditor stored={null} onClose={onClose} />
  if (calendar.data && id === null) {
    const name = t('copyName', { name: calendar.data.name }).slice(0, 80)
    return <CalendarEditor stored={null} start={{ ...toForm(calendar.data), name }} onClose={onClose} />
  }
  if (calendar.data) return <CalendarEditor stored={calendar.data} onClose={onClose} onHistory={onHistory} />
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={960}
      title={t('title')}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      {calendar.isError ? (
        <FailedState error={calendar.error} retry={() => void calendar.refetch()} />
      ) : (
        <Late>
          <Skeleton h={320} />
        </Late>
      )}
    </Drawer>
  )
}

type EditorProps = {
  stored: CalendarDetail | null
  start?: CalendarForm
  onClose: () => void
  onHistory?: (id: string) => void
}

function CalendarEditor({ stored, start, onClose, onHistory }: EditorProps) {
  const t = useTranslations('hours')
  const history = useTranslations('channels.history')
  const client = useTRPCClient()
  const refresh = useRefreshChannels()
  const mayWrite = useCan()('channels.write')
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const { server, problem } = useVersionedForm<CalendarForm, CalendarDetail>({
    stored,
    initialValues: stored ? toForm(stored) : (start ?? emptyCalendar(here)),
    toForm,
    schema: calendarForm,
    save: async (values, version) => {
      const calendar = toInput(values)
      if (stored) await client.channels.updateCalendar.mutate({ id: stored.id, version, calendar })
      else await client.channels.createCalendar.mutate(calendar)
      await refresh()
      notifications.show({ color: 'green', message: t('saved', { name: calendar.name }) })
      onClose()
    },
  })
  return (
    <DrawerForm
      title={stored ? stored.name : t('new')}
      onClose={onClose}
      server={server}
      readOnly={!mayWrite}
      submitLabel={stored ? undefined : t('create')}
      problem={problem}
      effect={
        <Stack gap="lg">
          {stored && <UsedBy calendar={stored} />}
          <DaysPreview hours={server.form.values.hours} />
        </Stack>
      }
      extra={
        stored &&
        onHistory && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconHistory size={16} />}
            onClick={() => onHistory(stored.id)}
          >
            {history('open')}
          </Button>
        )
      }
    >
      <Fields form={server.form} />
    </DrawerForm>
  )
}

function Fields({
  form,
}: {
  form: ReturnType<typeof useVersionedForm<CalendarForm, CalendarDetail>>['server']['form']
}) {
  const t = useTranslations('hours')
  const field = (name: string) => ({ ...form.getInputProps(name), 'data-path': name })
  const { timeZone } = form.values.hours
  const zones = useMemo(
    () => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), timeZone])],
    [timeZone],
  )
  return (
    <Stack gap="md">
      <TextInput label={t('name')} required maxLength={80} {...field('name')} data-autofocus />
      <Select
        label={t('timeZone')}
        data={zones}
        searchable
        allowDeselect={false}
        limit={50}
        nothingFoundMessage={t('noZone')}
        {...field('hours.timeZone')}
      />
      <Section title={t('section.week')} hint={t('section.weekHint')}>
        <WeekEditor form={form} />
      </Section>
      <Section title={t('section.exceptions')} hint={t('section.exceptionsHint')}>
        <ExceptionsEditor form={form} />
      </Section>
    </Stack>
  )
}

/** For whom a change holds. */
function UsedBy({ calendar }: { calendar: CalendarDetail }) {
  const t = useTranslations('hours')
  const format = useFormatter()
  const { channels, groups } = calendar.uses
  return (
    <div>
      {channels.length + groups.length === 0 && <Text c="dimmed">{t('usedByNobody')}</Text>}
      {channels.length > 0 && <Text size="sm">{t('usedByChannels', { names: format.list(channels) })}</Text>}
      {groups.length > 0 && <Text size="sm">{t('usedByGroups', { names: format.list(groups) })}</Text>}
    </div>
  )
}
