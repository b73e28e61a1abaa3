'use client'

import {
  Fieldset,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  TagsInput,
  TextInput,
} from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import {
  type CustomView,
  everyKinds,
  groupBy,
  type ScheduleContent,
  type ScheduleSettings,
  schedulePeriods,
} from '@/server/modules/insights/contract'
import type { Choices } from '../custom/definition-fields'
import { minuteOf, timeText } from './prepare-schedules'
import { useScheduleWords } from './use-schedule-words'

type Props = {
  form: UseFormReturnType<ScheduleSettings>
  choices: Choices
  customs: readonly CustomView[]
  mayTakeDataSet: boolean
}

export function ScheduleFields(props: Props) {
  const t = useTranslations('insights.scheduled')
  const { form } = props
  return (
    <Stack gap="md">
      <TextInput required label={t('name')} maxLength={80} {...form.getInputProps('name')} />
      <What {...props} />
      <When {...props} />
      <Whither form={form} />
    </Stack>
  )
}

const narrowed = { groupIds: [], subGroups: true, agentIds: [], channelIds: [] }

function What({ form, choices, customs, mayTakeDataSet }: Props) {
  const t = useTranslations('insights.scheduled')
  const reports = useTranslations('insights.reports')
  const filter = useTranslations('insights.reports.filter')
  const { content } = form.values
  const set = (next: ScheduleContent) => form.setFieldValue('content', next)
  const kinds = (['report', 'custom', 'data_set'] as const).filter(
    (kind) =>
      kind === content.kind || kind === 'report' || (kind === 'custom' ? customs.length > 0 : mayTakeDataSet),
  )
  const change = (kind: string) => {
    const [first] = customs
    if (kind === 'report') set({ kind, groupBy: 'day', ...narrowed })
    else if (kind === 'data_set') set({ kind, ...narrowed })
    else if (first) set({ kind: 'custom', reportId: first.id })
  }
  return (
    <Fieldset legend={t('what')}>
      <Stack gap="sm">
        <Select
          label={t('kind')}
          data={kinds.map((value) => ({ value, label: t(`content.${value}`) }))}
          value={content.kind}
          allowDeselect={false}
          onChange={(value) => value && change(value)}
        />
        {content.kind === 'report' && (
          <Select
            label={filter('by')}
            data={groupBy.options.map((value) => ({ value, label: reports(`filter.grouping.${value}`) }))}
            value={content.groupBy}
            allowDeselect={false}
            onChange={(value) =>
              set({
                ...content,
                groupBy: groupBy.options.find((one) => one === value) ?? 'day',
                metrics: undefined,
              })
            }
          />
        )}
        {content.kind === 'custom' ? (
          <Select
            label={t('content.custom')}
            data={customs.map(({ id, name }) => ({ value: id, label: name }))}
            value={content.reportId}
            allowDeselect={false}
            searchable
            onChange={(reportId) => reportId && set({ kind: 'custom', reportId })}
          />
        ) : (
          <>
            <MultiSelect
              label={t('groups')}
              placeholder={content.groupIds.length ? '' : filter('groups')}
              data={choices.groups.map(({ id, name }) => ({ value: id, label: name }))}
              value={content.groupIds}
              searchable
              clearable
              onChange={(groupIds) => set({ ...content, groupIds })}
            />
            <MultiSelect
              label={t('channels')}
              placeholder={content.channelIds.length ? '' : filter('channels')}
              data={choices.channels.map(({ id, name }) => ({ value: id, label: name }))}
              value={content.channelIds}
              searchable
              clearable
              onChange={(channelIds) => set({ ...content, channelIds })}
            />
          </>
        )}
      </Stack>
    </Fieldset>
  )
}

function When({ form, choices }: Props) {
  const t = useTranslations('insights.scheduled')
  const custom = useTranslations('insights.custom')
  const words = useScheduleWords()
  const { rhythm } = form.values
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...new Set([rhythm.timeZone, choices.timeZone, own, 'UTC'])]
  return (
    <Fieldset legend={t('when')}>
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t('every')}
          data={everyKinds.map((value) => ({ value, label: t(`everyKind.${value}`) }))}
          {...form.getInputProps('rhythm.every')}
        />
        {rhythm.every === 'week' && (
          <Select
            label={t('weekday')}
            data={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: words.weekday(day) }))}
            value={String(rhythm.weekday)}
            allowDeselect={false}
            onChange={(value) => form.setFieldValue('rhythm.weekday', Number(value ?? 1))}
          />
        )}
        {rhythm.every === 'month' && (
          <NumberInput
            label={t('monthDay')}
            description={t('monthDayHint')}
            min={1}
            max={31}
            allowDecimal={false}
            value={rhythm.monthDay}
            onChange={(value) => form.setFieldValue('rhythm.monthDay', Number(value) || 1)}
          />
        )}
        <TextInput
          type="time"
          label={t('time')}
          value={timeText(rhythm.minute)}
          onChange={(event) => {
            const minute = minuteOf(event.currentTarget.value)
            if (minute !== null) form.setFieldValue('rhythm.minute', minute)
          }}
        />
        <Select
          label={t('zone')}
          data={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          allowDeselect={false}
          {...form.getInputProps('rhythm.timeZone')}
        />
        <Select
          label={t('period')}
          data={schedulePeriods.map((value) => ({ value, label: custom(`period.${value}`) }))}
          allowDeselect={false}
          {...form.getInputProps('rhythm.period')}
        />
      </Stack>
    </Fieldset>
  )
}

function Whither({ form }: Pick<Props, 'form'>) {
  const t = useTranslations('insights.scheduled')
  const { target } = form.values
  return (
    <Fieldset legend={t('where')}>
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t('by')}
          data={(['mail', 'webhook'] as const).map((value) => ({ value, label: t(`byKind.${value}`) }))}
          {...form.getInputProps('target.by')}
        />
        {target.by === 'mail' ? (
          <TagsInput
            label={t('receivers')}
            description={t('receiversHint')}
            placeholder="name@example.com"
            splitChars={[',', ';', ' ']}
            {...form.getInputProps('target.receivers')}
            error={firstError(form.errors, 'target.receivers')}
          />
        ) : (
          <TextInput
            label={t('url')}
            description={t('urlHint')}
            placeholder="https://"
            {...form.getInputProps('target.url')}
            value={target.url ?? ''}
            onChange={(event) => form.setFieldValue('target.url', event.currentTarget.value || null)}
          />
        )}
        <Select
          label={t('format')}
          data={[
            { value: 'xlsx', label: 'XLSX' },
            { value: 'csv', label: 'CSV' },
          ]}
          allowDeselect={false}
          {...form.getInputProps('target.format')}
        />
        <Select
          label={t('languageOf')}
          data={(['en', 'zh'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
          allowDeselect={false}
          {...form.getInputProps('target.language')}
        />
      </Stack>
    </Fieldset>
  )
}

/** One of many addresses may be the wrong one. */
const firstError = (errors: Record<string, React.ReactNode>, path: string): React.ReactNode =>
  Object.entries(errors).find(([key]) => key === path || key.startsWith(`${path}.`))?.[1]
