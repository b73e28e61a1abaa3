'use client'

import { Chip, Fieldset, Group, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import { weekdays } from '@/server/modules/channels/contract'
import type { RuleSettings, RuleTime } from '@/server/modules/dispatch/contract'
import { useWeekdayNames } from './use-condition-words'

type Props = { form: UseFormReturnType<RuleSettings>; zone: string }

/** Hours of a week on the clock of a zone; an end before its beginning reaches into the next day. */
export function TimeFields({ form, zone }: Props) {
  const t = useTranslations('routing.time')
  const days = useWeekdayNames()
  const { time } = form.values.conditions
  const set = (next: RuleTime | undefined) => form.setFieldValue('conditions.time', next)
  const standard: RuleTime = { weekdays: [...weekdays], from: '09:00', to: '18:00', timeZone: zone }
  const zones = [...new Set([zone, ...(time ? [time.timeZone] : []), ...Intl.supportedValuesOf('timeZone')])]
  return (
    <Stack gap="sm">
      <Switch
        label={t('limited')}
        checked={time !== undefined}
        onChange={(event) => set(event.currentTarget.checked ? standard : undefined)}
      />
      {time && (
        <Fieldset legend={t('legend')} p="sm">
          <Chip.Group
            multiple
            value={time.weekdays}
            onChange={(chosen) => set({ ...time, weekdays: weekdays.filter((day) => chosen.includes(day)) })}
          >
            <Group gap={6} mb="sm">
              {weekdays.map((day) => (
                <Chip key={day} value={day} size="xs">
                  {days[day]}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
            <TextInput
              type="time"
              label={t('from')}
              value={time.from}
              onChange={(event) => set({ ...time, from: event.currentTarget.value })}
              error={form.errors['conditions.time.from']}
              data-path="conditions.time.from"
            />
            <TextInput
              type="time"
              label={t('to')}
              value={time.to === '24:00' ? '00:00' : time.to}
              onChange={(event) => set({ ...time, to: event.currentTarget.value })}
              error={form.errors['conditions.time.to']}
              data-path="conditions.time.to"
            />
            <Select
              label={t('zone')}
              data={zones}
              searchable
              allowDeselect={false}
              value={time.timeZone}
              onChange={(timeZone) => timeZone && set({ ...time, timeZone })}
            />
          </SimpleGrid>
        </Fieldset>
      )}
    </Stack>
  )
}
