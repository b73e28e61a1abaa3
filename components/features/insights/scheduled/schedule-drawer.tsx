'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useLocale, useTranslations } from 'next-intl'
import { useMe } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import { can } from '@/server/access'
import {
  type CustomView,
  groupBy,
  type ScheduleSettings,
  type ScheduleView,
  scheduleSettings,
} from '@/server/modules/insights/contract'
import type { Choices } from '../custom/definition-fields'
import { formOf } from './prepare-schedules'
import { ScheduleFields } from './schedule-fields'

type Props = {
  schedule: ScheduleView | null
  copyOf: ScheduleView | null
  /** What a new one sends, as the page it was come from says. */
  first: { by: string | null; of: string | null }
  choices: Choices
  customs: readonly CustomView[]
  refresh: () => Promise<unknown>
  onClose: () => void
}

export function ScheduleDrawer(props: Props) {
  const { schedule, copyOf, choices, customs, refresh, onClose } = props
  const t = useTranslations('insights.scheduled')
  const client = useTRPCClient()
  const me = useMe()
  const words = useFieldWords()
  const fresh = useFresh(props)
  const remove = useRemove(schedule, async () => {
    onClose()
    await refresh()
  })
  const { server, problem } = useVersionedForm<ScheduleSettings, ScheduleView>({
    ...{ stored: schedule, toForm: formOf, words },
    initialValues: schedule ? formOf(schedule) : copyOf ? { ...formOf(copyOf), paused: false } : fresh,
    schema: scheduleSettings as never,
    save: async (values, version) => {
      if (schedule)
        await client.insights.updateSchedule.mutate({ id: schedule.id, version, schedule: values })
      else await client.insights.createSchedule.mutate(values)
      notifications.show({ color: 'green', message: t('saved') })
      onClose()
      await refresh()
    },
  })
  return (
    <DrawerForm
      title={schedule ? schedule.name : t('new')}
      onClose={onClose}
      server={server}
      submitLabel={schedule ? undefined : t('create')}
      problem={problem}
      extra={
        schedule && (
          <Button variant="subtle" color="red" onClick={() => void remove()}>
            {t('delete')}
          </Button>
        )
      }
    >
      <ScheduleFields
        form={server.form}
        choices={choices}
        customs={customs}
        mayTakeDataSet={can(me, 'conversations.export')}
      />
    </DrawerForm>
  )
}

/** A report of yesterday, every morning at eight. */
function useFresh({ first, choices, customs }: Props): ScheduleSettings {
  const language = useLocale()
  const custom = customs.find(({ id }) => id === first.of)
  const by = groupBy.options.find((one) => one === first.by) ?? 'day'
  return {
    name: custom?.name ?? '',
    content: custom
      ? { kind: 'custom', reportId: custom.id }
      : { kind: 'report', groupBy: by, groupIds: [], subGroups: true, agentIds: [], channelIds: [] },
    rhythm: {
      ...{ every: 'day', weekday: 1, monthDay: 1, minute: 480 },
      ...{ timeZone: choices.timeZone, period: 'yesterday' },
    },
    target: { by: 'mail', receivers: [], url: null, format: 'xlsx', language },
    paused: false,
  }
}

function useRemove(schedule: ScheduleView | null, done: () => Promise<void>): () => Promise<void> {
  const t = useTranslations('insights.scheduled')
  const client = useTRPCClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  return async () => {
    const question = { title: t('deleteTitle'), body: t('deleteBody'), confirm: t('delete'), danger: true }
    if (!schedule || !(await confirm(question))) return
    try {
      await client.insights.deleteSchedule.mutate({ id: schedule.id, version: schedule.version })
      notifications.show({ color: 'green', message: t('deleted') })
      await done()
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
  }
}
